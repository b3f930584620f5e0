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
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rollout rules of Deployments. */
final class DeploymentRollout {

  /** A paused one is still scaled: its missing pods may come. */
  private static final Duration SCALING = Duration.ofSeconds(3);

  private DeploymentRollout() {}

  static RolloutObservation observe(Deployment deployment) {
    return new RolloutObservation(
        state(deployment), evidence -> Diagnoses.of(subject(deployment, evidence), evidence));
  }

  static RolloutState state(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    String name = deployment.getMetadata().getName();
    if (status == null
        || status.getObservedGeneration() == null
        || status.getObservedGeneration() < deployment.getMetadata().getGeneration()) {
      return new RolloutState.Unobserved();
    }
    for (DeploymentCondition condition : status.getConditions()) {
      if ("Progressing".equals(condition.getType())
          && "ProgressDeadlineExceeded".equals(condition.getReason())) {
        return new RolloutState.Overdue(overdue(deployment, condition));
      }
    }
    int wanted = number(deployment.getSpec().getReplicas(), 1);
    int updated = number(status.getUpdatedReplicas(), 0);
    int total = number(status.getReplicas(), 0);
    int available = number(status.getAvailableReplicas(), 0);
    if (updated < wanted) {
      RolloutProgress progress =
          total > updated
              ? RolloutProgress.updated(name, updated, available, wanted)
              : RolloutProgress.ready(name, available, wanted);
      return Boolean.TRUE.equals(deployment.getSpec().getPaused())
          ? new RolloutState.Halted(progress, paused(deployment))
          : new RolloutState.Progressing(progress);
    }
    if (total > updated) {
      int old = total - updated;
      return new RolloutState.Progressing(
          new RolloutProgress(
              name,
              Math.min(available, wanted),
              wanted,
              old == 1
                  ? "1 old replica is pending termination"
                  : old + " old replicas are pending termination"));
    }
    RolloutProgress progress = RolloutProgress.ready(name, available, wanted);
    return available < updated
        ? new RolloutState.Progressing(progress)
        : new RolloutState.Complete(progress, "");
  }

  private static Diagnosis overdue(Deployment deployment, DeploymentCondition condition) {
    return new Diagnosis(
        Cause.DEADLINE,
        "Deployment "
            + deployment.getMetadata().getName()
            + " made no progress for "
            + number(deployment.getSpec().getProgressDeadlineSeconds(), 600)
            + " s",
        String.valueOf(condition.getMessage()),
        Place.of(deployment, "condition Progressing"),
        "See its state: mvn dev:status and mvn dev:log, or allow more time: progressDeadlineSeconds"
            + " in a fragment");
  }

  private static Finding paused(Deployment deployment) {
    String name = deployment.getMetadata().getName();
    return Finding.certainAfter(
        SCALING,
        new Diagnosis(
            Cause.PAUSED,
            "The rollout of Deployment " + name + " is paused",
            "spec.paused is true",
            Place.of(deployment, "spec.paused"),
            "Resume it: kubectl rollout resume deployment/" + name));
  }

  private static Subject subject(Deployment deployment, Evidence evidence) {
    List<Pod> all = evidence.pods(deployment.getSpec().getSelector());
    Optional<PodSet> newest =
        PodSet.of(
            deployment.getMetadata().getName(),
            evidence.replicaSets(deployment.getSpec().getSelector()),
            all);
    List<HasMetadata> makers = new ArrayList<>();
    newest.ifPresent(set -> makers.add(set.current()));
    makers.add(deployment);
    List<Pod> pods =
        newest.map(PodSet::pods).orElse(List.of()).stream()
            .filter(pod -> !PodSet.terminates(pod))
            .toList();
    return new Subject(
        makers,
        RolloutObservation.changed(deployment),
        pods,
        pods.size() < number(deployment.getSpec().getReplicas(), 1),
        all.stream().anyMatch(PodSet::terminates),
        false);
  }
}
