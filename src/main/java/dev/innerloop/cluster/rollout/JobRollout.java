package dev.innerloop.cluster.rollout;

import static dev.innerloop.cluster.rollout.RolloutObservation.number;

import dev.innerloop.cluster.diagnosis.Diagnoses;
import dev.innerloop.cluster.diagnosis.Evidence;
import dev.innerloop.cluster.diagnosis.Finding;
import dev.innerloop.cluster.diagnosis.JobFailures;
import dev.innerloop.cluster.diagnosis.Subject;
import dev.innerloop.cluster.pods.PodSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How Jobs are awaited: until they complete or fail permanently. */
final class JobRollout {

  private JobRollout() {}

  static RolloutObservation observe(Job job) {
    return new RolloutObservation(state(job), evidence -> finding(job, evidence));
  }

  static RolloutState state(Job job) {
    int wanted = number(job.getSpec().getCompletions(), number(job.getSpec().getParallelism(), 1));
    int succeeded = job.getStatus() == null ? 0 : number(job.getStatus().getSucceeded(), 0);
    int failed = job.getStatus() == null ? 0 : number(job.getStatus().getFailed(), 0);
    RolloutProgress progress =
        new RolloutProgress(
            job.getMetadata().getName(),
            succeeded,
            wanted,
            succeeded
                + " of "
                + wanted
                + (wanted == 1 ? " pod has succeeded" : " pods have succeeded")
                + (failed > 0 ? ", " + failed + " failed" : ""));
    if (condition(job, "Complete").isPresent()) {
      return new RolloutState.Complete(progress, "");
    }
    if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      String name = job.getMetadata().getName();
      return new RolloutState.Complete(
          progress,
          "Job "
              + name
              + " is suspended until it is resumed: kubectl patch job "
              + name
              + " -p '{\"spec\":{\"suspend\":false}}'");
    }
    return new RolloutState.Progressing(progress);
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : job.getStatus().getConditions().stream()
            .filter(it -> type.equals(it.getType()) && "True".equals(it.getStatus()))
            .findFirst();
  }

  private static Optional<Finding> finding(Job job, Evidence evidence) {
    List<Pod> all =
        evidence.pods(job.getSpec().getSelector()).stream()
            .filter(pod -> PodSet.ownedBy(pod, "Job", job.getMetadata().getName()))
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    Optional<JobCondition> failed = condition(job, "Failed");
    if (failed.isPresent()) {
      return Optional.of(
          JobFailures.of(job, String.valueOf(failed.get().getMessage()), all, evidence));
    }
    List<Pod> going = all.stream().filter(pod -> !PodSet.terminates(pod)).toList();
    return Diagnoses.of(
        new Subject(
            List.of(job),
            RolloutObservation.changed(job),
            going,
            going.isEmpty(),
            going.size() < all.size(),
            true),
        evidence);
  }
}
