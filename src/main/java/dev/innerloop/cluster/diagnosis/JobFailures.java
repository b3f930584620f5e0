package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Job that has failed permanently, with the output of its last pod. */
public final class JobFailures {

  private JobFailures() {}

  /**
   * @param words of its condition
   * @param pods its own; none exist if the Job restarts containers instead of pods
   */
  public static Finding of(Job job, String words, List<Pod> pods, Evidence evidence) {
    Optional<Ended> last =
        pods.stream()
            .flatMap(pod -> ended(pod).stream())
            .max(Comparator.comparing(it -> String.valueOf(it.state().getFinishedAt())));
    List<String> log =
        last.map(it -> evidence.lastLines(it.pod(), it.container())).orElse(List.of());
    JvmExit end = JvmExit.of(log);
    boolean memory = end.heap() || last.filter(it -> it.reason().equals("OOMKilled")).isPresent();
    return Finding.certain(
        new Diagnosis(
            memory ? Cause.OUT_OF_MEMORY : Cause.JOB_FAILED,
            "Job "
                + job.getMetadata().getName()
                + " failed"
                + last.map(it -> ", the last time with exit code " + it.state().getExitCode())
                    .orElse(""),
            words + last.map(it -> " (" + it.reason() + ")").orElse(""),
            last.map(it -> new Place("Pod", it.pod(), "container " + it.container()))
                .orElseGet(() -> Place.of(job, "condition Failed")),
            end.isKnown()
                ? end.remedy()
                : memory
                    ? "Increase it: <resources><memory>1Gi</memory></resources> in the POM."
                    : log.isEmpty()
                        ? "See: kubectl describe job " + job.getMetadata().getName()
                        : "See its last lines for the cause.",
            log));
  }

  private static Optional<Ended> ended(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .flatMap(status -> ended(pod, status).stream())
            .findFirst();
  }

  private static Optional<Ended> ended(Pod pod, ContainerStatus status) {
    @Nullable ContainerStateTerminated state =
        new ContainerFailures.OfPod(pod, status, false).ended();
    return state == null || Integer.valueOf(0).equals(state.getExitCode())
        ? Optional.empty()
        : Optional.of(new Ended(pod.getMetadata().getName(), status.getName(), state));
  }

  private record Ended(String pod, String container, ContainerStateTerminated state) {
    String reason() {
      return String.valueOf(state.getReason());
    }
  }
}
