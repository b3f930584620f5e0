package dev.innerloop.loop.ship;

import static java.util.Objects.requireNonNull;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Workload;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.loop.artifact.NodePlatforms;
import dev.innerloop.loop.artifact.PodImage;
import dev.innerloop.loop.artifact.PullRights;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.event.AppliedResources;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.RolloutNews;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.target.Attendance;
import dev.innerloop.loop.target.Backing;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.SecretValues;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One app on its way to a cluster, step by step, each of which is recorded. */
public final class Shipment {

  private final AppRequest app;
  private final ShipRequest request;
  private final Recording recording;
  private @Nullable BuiltImage image;
  private @Nullable Resources resources;
  private @Nullable Workload workload;
  private @Nullable Backing backing;

  public Shipment(AppRequest app, ShipRequest request, Recording recording) {
    this.app = app;
    this.request = request;
    this.recording = recording;
  }

  public Recording recording() {
    return recording;
  }

  private interface Step {

    void take() throws InterruptedException;
  }

  private void recorded(Step step) throws InterruptedException {
    try {
      step.take();
    } catch (Problem problem) {
      recording.failed(problem);
      throw problem;
    }
  }

  /** Needs no cluster. */
  public void findImage() throws InterruptedException {
    recorded(
        () -> {
          image = ShippedImage.pushed(app, request);
          recording.image(image);
        });
  }

  /** Finds what is wrong before anything is changed. */
  public void prepare(Cluster cluster, String namespace) throws InterruptedException {
    recording.place(cluster.context(), namespace);
    recorded(
        () -> {
          BuiltImage pushed = requireNonNull(image);
          NodePlatforms nodes = new NodePlatforms(cluster.architectures());
          nodes.require(
              "The image of " + app.app().name(),
              pushed.architectures(),
              "Build it for them: dev:image and dev:push with -Ddev.platforms=" + nodes.words());
          workload = cluster.workload(namespace, app.app().name());
          Resources shipped =
              Shipped.resources(
                  app,
                  pushed.pinned(),
                  PodImage.runsAsRoot(pushed),
                  cluster.isOpenShift(),
                  cluster.objects(namespace));
          Optional<PullRights> pull =
              ShippedImage.pullRights(app, request, pushed.pinned(), cluster, workload, recording);
          Resources named = pull.map(rights -> rights.named(shipped)).orElse(shipped);
          Shipped.write(app.app(), named);
          resources = pull.map(rights -> rights.complete(named)).orElse(named);
          backing = Backing.of(app.app().name(), cluster, namespace, recording);
          recording.hide(SecretValues.of(resources));
          Attendance.of(workload).requireNobody(app.app().name(), request.commands());
          if (request.apps().size() > 1 || !app.services().isEmpty()) {
            // Applying begins with the same; here it is for the sake of what is applied before.
            workload.plan(resources).require(app.recreate());
          }
        });
  }

  public void apply() throws InterruptedException {
    recorded(
        () -> {
          requireNonNull(backing).begin(app);
          recording.hide(
              SecretValues.of(requireNonNull(resources)).and(requireNonNull(backing).secrets()));
          requireNonNull(backing).await(request.target().timeout());
          requireNonNull(workload)
              .apply(
                  requireNonNull(resources),
                  app.recreate(),
                  new AppliedResources(app.app().name(), recording));
        });
  }

  /** Blocks until its pods are there, or what they do is done. */
  public void await() throws InterruptedException {
    recorded(
        () -> {
          String name = app.app().name();
          recording.waits();
          requireNonNull(workload)
              .awaitRollout(
                  requireNonNull(resources),
                  request.target().timeout(),
                  new RolloutNews(name, recording));
          say(done(name, requireNonNull(workload).namespace()));
          recording.succeeded();
        });
  }

  private String done(String name, String namespace) {
    return switch (app.workload().kind()) {
      case DEPLOYMENT, STATEFULSET -> name + " is rolled out in namespace " + namespace + ".";
      case JOB -> "Job " + name + " is done in namespace " + namespace + ".";
      case CRONJOB ->
          "CronJob " + name + " is applied in namespace " + namespace + ", and runs on schedule.";
    };
  }

  private void say(String text) {
    recording.accept(new Event.Notice(text));
  }
}
