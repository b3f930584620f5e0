package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Diagnoses why the pods of a workload do not become ready. */
public final class Diagnoses {

  /** Replicas fail for the same reasons: examining all of many costs more than it reveals. */
  private static final int PODS = 5;

  private Diagnoses() {}

  /** The problem, and of several the one that is certain first. */
  public static Optional<Finding> of(Subject subject, Evidence evidence) {
    return Stream.concat(
            PodCreationFailures.of(subject, evidence).stream(),
            subject.pods().stream()
                .filter(pod -> !isReady(pod))
                .limit(PODS)
                .flatMap(pod -> of(pod, subject, evidence).stream()))
        .min(Comparator.comparing(Finding::certainAfter));
  }

  /**
   * Why a pod would be rejected.
   *
   * @param words the API server's message
   */
  public static Diagnosis ofRefusal(String words, Place where) {
    return PodCreationFailures.beforeCreation(words, where).diagnosis();
  }

  private static Optional<Finding> of(Pod pod, Subject subject, Evidence evidence) {
    return Stream.<Supplier<Optional<Finding>>>of(
            () -> SchedulingFailures.of(pod, subject.othersTerminate(), evidence),
            () -> ContainerFailures.of(pod, subject.ends(), evidence),
            () -> NodeFailures.of(pod, evidence),
            () -> VolumeFailures.of(pod, evidence),
            () -> ProbeFailures.of(pod, evidence))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && ("Succeeded".equals(pod.getStatus().getPhase())
            || pod.getStatus().getConditions().stream()
                .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus())));
  }
}
