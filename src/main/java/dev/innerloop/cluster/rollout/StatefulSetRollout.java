package dev.innerloop.cluster.rollout;

import static dev.innerloop.cluster.rollout.RolloutObservation.number;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnoses;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Evidence;
import dev.innerloop.cluster.diagnosis.Finding;
import dev.innerloop.cluster.diagnosis.Place;
import dev.innerloop.cluster.diagnosis.Subject;
import dev.innerloop.cluster.pods.PodSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rollout rules of StatefulSets. */
final class StatefulSetRollout {

  private static final String REVISION = "controller-revision-hash";

  /** The pod of the previous revision may still become ready. */
  private static final Duration BLOCKED = Duration.ofSeconds(10);

  private StatefulSetRollout() {}

  static RolloutObservation observe(StatefulSet set) {
    return new RolloutObservation(state(set), evidence -> finding(set, evidence));
  }

  static RolloutState state(StatefulSet set) {
    StatefulSetStatus status = set.getStatus();
    String name = set.getMetadata().getName();
    if (status == null
        || number64(status.getObservedGeneration()) == 0
        || number64(status.getObservedGeneration()) < set.getMetadata().getGeneration()) {
      return new RolloutState.Unobserved();
    }
    int wanted = number(set.getSpec().getReplicas(), 1);
    int ready = number(status.getReadyReplicas(), 0);
    int updated = number(status.getUpdatedReplicas(), 0);
    boolean replaces = replacesByItself(set);
    int toUpdate = replaces ? Math.max(wanted - partition(set), 0) : 0;
    if (updated < toUpdate && replacesSome(status)) {
      // Readiness changes with each replaced pod; this count only grows.
      return new RolloutState.Progressing(RolloutProgress.updated(name, updated, ready, toUpdate));
    }
    RolloutProgress progress = RolloutProgress.ready(name, ready, wanted);
    return ready < wanted || updated < toUpdate
        ? new RolloutState.Progressing(progress)
        : new RolloutState.Complete(progress, note(set, replaces, wanted - updated));
  }

  private static boolean replacesSome(StatefulSetStatus status) {
    return !Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
  }

  /** With manual replacement (OnDelete), kubectl reports no state; that all are ready is one. */
  private static boolean replacesByItself(StatefulSet set) {
    return set.getSpec().getUpdateStrategy() == null
        || !"OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
  }

  private static int partition(StatefulSet set) {
    return set.getSpec().getUpdateStrategy() == null
            || set.getSpec().getUpdateStrategy().getRollingUpdate() == null
        ? 0
        : number(set.getSpec().getUpdateStrategy().getRollingUpdate().getPartition(), 0);
  }

  private static String note(StatefulSet set, boolean replaces, int old) {
    if (old <= 0) {
      return "";
    }
    String pods = old == 1 ? "1 pod" : old + " pods";
    String name = set.getMetadata().getName();
    return replaces
        ? "StatefulSet "
            + name
            + " keeps "
            + pods
            + " of the previous revision: its partition is "
            + partition(set)
            + "."
        : "StatefulSet "
            + name
            + " keeps "
            + pods
            + " of the previous revision until they are deleted (updateStrategy OnDelete): kubectl"
            + " delete pod NAME";
  }

  private static Optional<Finding> finding(StatefulSet set, Evidence evidence) {
    List<Pod> all =
        evidence.pods(set.getSpec().getSelector()).stream()
            .filter(pod -> PodSet.ownedBy(pod, "StatefulSet", set.getMetadata().getName()))
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    List<Pod> newest =
        all.stream()
            .filter(pod -> !PodSet.terminates(pod))
            .filter(pod -> isNewest(pod, set))
            .toList();
    return Diagnoses.of(
            new Subject(
                List.of(set),
                RolloutObservation.changed(set),
                newest,
                all.size() < number(set.getSpec().getReplicas(), 1),
                all.stream().anyMatch(PodSet::terminates),
                false),
            evidence)
        .or(() -> blocked(set, all, evidence));
  }

  private static boolean isNewest(Pod pod, StatefulSet set) {
    return Objects.equals(
        pod.getMetadata().getLabels().get(REVISION), set.getStatus().getUpdateRevision());
  }

  /** In order means: no pod is replaced while one is not ready, not even that one. */
  private static Optional<Finding> blocked(StatefulSet set, List<Pod> all, Evidence evidence) {
    if ("Parallel".equals(set.getSpec().getPodManagementPolicy()) || !replacesByItself(set)) {
      return Optional.empty();
    }
    return all.stream()
        .filter(pod -> !PodSet.terminates(pod) && !isNewest(pod, set))
        .filter(pod -> of(set, pod, evidence).isPresent())
        .findFirst()
        .map(pod -> Finding.certainAfter(BLOCKED, blocked(set, pod)));
  }

  private static Optional<Finding> of(StatefulSet set, Pod pod, Evidence evidence) {
    return Diagnoses.of(
        new Subject(List.of(), RolloutObservation.changed(set), List.of(pod), false, false, false),
        evidence);
  }

  private static Diagnosis blocked(StatefulSet set, Pod pod) {
    String name = pod.getMetadata().getName();
    return new Diagnosis(
        Cause.BLOCKED,
        "StatefulSet "
            + set.getMetadata().getName()
            + " does not replace any pod before "
            + name
            + ", of the previous revision, is ready",
        "podManagementPolicy is OrderedReady",
        Place.of(pod, "not ready"),
        "Delete that pod; it is recreated with the new revision: kubectl delete pod " + name);
  }

  private static long number64(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
