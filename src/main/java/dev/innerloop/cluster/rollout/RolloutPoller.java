package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Evidence;
import dev.innerloop.cluster.diagnosis.Finding;
import dev.innerloop.cluster.diagnosis.Place;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows one workload until it is rolled out. */
final class RolloutPoller {

  private final String kind;
  private final String name;
  private final Supplier<Optional<RolloutObservation>> observation;
  private final Evidence evidence;
  private final RolloutListener listener;
  private final FindingTimer patience = new FindingTimer();

  private @Nullable RolloutProgress reported;
  private Optional<Finding> last = Optional.empty();

  /**
   * @param observation empty if the workload does not exist
   */
  RolloutPoller(
      String kind,
      String name,
      Supplier<Optional<RolloutObservation>> observation,
      Evidence evidence,
      RolloutListener listener) {
    this.kind = kind;
    this.name = name;
    this.observation = observation;
    this.evidence = evidence;
    this.listener = listener;
  }

  /**
   * Polls once.
   *
   * @return whether it is rolled out
   * @throws Problem if it will not be
   */
  boolean poll(Duration now) {
    RolloutObservation current = observation.get().orElseThrow(() -> failed(gone()));
    RolloutState state = current.state();
    if (state instanceof RolloutState.Complete complete) {
      report(complete.progress());
      if (!complete.note().isEmpty()) {
        listener.noted(complete.note());
      }
      return true;
    }
    if (state instanceof RolloutState.Unobserved) {
      return false;
    }
    last = current.findings().apply(evidence);
    if (state instanceof RolloutState.Overdue overdue) {
      Diagnosis own = overdue.diagnosis();
      throw failed(last.map(it -> it.diagnosis().behind(own.what())).orElse(own));
    }
    if (state instanceof RolloutState.Progressing progressing) {
      report(progressing.progress());
    } else if (state instanceof RolloutState.Halted halted) {
      report(halted.progress());
      judge(halted.finding(), now);
    }
    last.ifPresent(finding -> judge(finding, now));
    return false;
  }

  private void report(RolloutProgress progress) {
    if (!progress.equals(reported)) {
      reported = progress;
      listener.progressed(progress);
    }
  }

  private void judge(Finding finding, Duration now) {
    switch (patience.judge(finding, now)) {
      case CERTAIN -> throw failed(finding.diagnosis());
      case TELL -> listener.hindered(finding.diagnosis());
      case NOTHING -> {}
    }
  }

  /** The timeout is over. */
  Problem overdue(Duration after) {
    String what = kind + " " + name + " is not rolled out after " + after.toSeconds() + " s";
    return failed(
        last.map(finding -> finding.diagnosis().behind(what))
            .orElseGet(
                () ->
                    new Diagnosis(
                        Cause.TIMEOUT,
                        what,
                        reported == null
                            ? "its controller does not observe it"
                            : reported.message(),
                        new Place(kind, name, "status"),
                        "See its state: mvn dev:status and mvn dev:log, or allow more time:"
                            + " -Ddev.timeout=SECONDS")));
  }

  private Diagnosis gone() {
    return new Diagnosis(
        Cause.DELETED,
        kind + " " + name + " was deleted",
        "not found",
        new Place(kind, name, ""),
        "Start again.");
  }

  private Problem failed(Diagnosis diagnosis) {
    listener.failed(diagnosis);
    return diagnosis.problem();
  }
}
