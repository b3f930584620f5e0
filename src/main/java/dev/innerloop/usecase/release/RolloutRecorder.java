package dev.innerloop.usecase.release;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.manifest.SecretValues;
import dev.innerloop.problem.Problem;
import dev.innerloop.usecase.release.RolloutReport.Failure;
import dev.innerloop.usecase.release.RolloutReport.Image;
import dev.innerloop.usecase.release.RolloutReport.Place;
import dev.innerloop.usecase.release.RolloutReport.Resource;
import dev.innerloop.usecase.release.RolloutReport.Result;
import dev.innerloop.usecase.release.RolloutReport.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the deployment of an app for its report, and passes its events on. */
public final class RolloutRecorder implements Consumer<Event> {

  private final String app;
  private final String version;
  private final ReportFiles files;
  private final Consumer<Event> events;
  private final Clock clock;
  private final Instant started;
  private final List<Resource> resources = new ArrayList<>();
  private Instant last;
  private Optional<Place> place = Optional.empty();
  private Optional<Image> image = Optional.empty();
  private Optional<Failure> diagnosis = Optional.empty();
  private Optional<Failure> failure = Optional.empty();
  private SecretValues secrets = SecretValues.NONE;
  private @Nullable Instant waiting;
  private Rollout rollout = new Rollout(Result.SKIPPED, Duration.ZERO, 0, 0);
  private Result result = Result.SKIPPED;

  /** Begins, and removes the report of an earlier run. */
  public RolloutRecorder(
      String app, String version, ReportFiles files, Consumer<Event> events, Clock clock) {
    this.app = app;
    this.version = version;
    this.files = files;
    this.events = events;
    this.clock = clock;
    this.started = clock.instant();
    this.last = started;
    files.clear();
  }

  void image(BuiltImage built) {
    image = Optional.of(new Image(built.reference(), built.digest()));
  }

  void place(String context, String namespace) {
    place = Optional.of(new Place(context, namespace));
  }

  /** Removes these values from what the cluster and the app report. */
  void hide(SecretValues values) {
    secrets = values;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.Applied applied) {
      for (Event.Applied.Resource resource : applied.resources()) {
        resources.add(
            new Resource(resource.kind(), resource.name(), resource.change(), sinceLast()));
      }
    } else if (event instanceof Event.RolloutProgress progress && progress.desired() > 0) {
      rollout = new Rollout(rollout.result(), rollout.took(), progress.ready(), progress.desired());
    }
    if (event instanceof Event.Diagnosed diagnosed && diagnosed.certain()) {
      diagnosis = Optional.of(failure(diagnosed));
    }
    events.accept(event);
  }

  private Failure failure(Event.Diagnosed diagnosed) {
    return new Failure(
        secrets.hideIn(diagnosed.what()),
        secrets.hideIn(diagnosed.why()),
        diagnosed.where(),
        secrets.hideIn(diagnosed.remedy()),
        diagnosed.log().stream().map(secrets::hideIn).toList());
  }

  /** The wait for pods begins. */
  void rolloutStarted() {
    waiting = clock.instant();
  }

  void succeeded() {
    end(Result.SUCCEEDED);
  }

  /** For the reason that was reported last, if there is one. */
  void failed(Problem problem) {
    failure =
        diagnosis.or(
            () ->
                Optional.of(
                    new Failure(
                        secrets.hideIn(String.valueOf(problem.getMessage())),
                        "",
                        "",
                        secrets.hideIn(problem.remedy()),
                        List.of())));
    end(Result.FAILED);
  }

  /** All apps failed before this one was deployed. A problem of another app is not its failure. */
  public void failedBefore(Problem problem) {
    if (place.isEmpty() && result == Result.SKIPPED) {
      failed(problem);
    }
  }

  private void end(Result how) {
    result = how;
    if (waiting != null) {
      rollout =
          new Rollout(
              how, Duration.between(waiting, clock.instant()), rollout.ready(), rollout.wanted());
    }
  }

  private Duration sinceLast() {
    Instant now = clock.instant();
    Duration since = Duration.between(last, now);
    last = now;
    return since;
  }

  public void write() {
    files.write(
        new RolloutReport(
            app,
            version,
            result,
            place,
            started,
            Duration.between(started, clock.instant()),
            image,
            resources,
            rollout,
            failure));
  }
}
