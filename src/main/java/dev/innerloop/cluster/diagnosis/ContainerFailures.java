package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps the containers of a pod from running; init containers first. */
public final class ContainerFailures {

  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final Set<String> START =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "PreCreateHookError",
          "PreStartHookError",
          "PostStartHookError",
          "RunContainerError");

  private ContainerFailures() {}

  /**
   * @param ends whether the workload itself retries failed pods
   */
  public static Optional<Finding> of(Pod pod, boolean ends, Evidence evidence) {
    return pod.getStatus() == null
        ? Optional.empty()
        : Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream()
                    .map(status -> new OfPod(pod, status, true)),
                pod.getStatus().getContainerStatuses().stream()
                    .map(status -> new OfPod(pod, status, false)))
            .flatMap(container -> of(container, ends, evidence).stream())
            .findFirst();
  }

  private static Optional<Finding> of(OfPod container, boolean ends, Evidence evidence) {
    ContainerState state = container.status().getState();
    if (state == null) {
      return Optional.empty();
    }
    // Between two restarts, the last termination predicts the next one.
    Optional<Finding> failedStart =
        StartFailures.failure(container.ended()).map(words -> StartFailures.of(container, words));
    if (state.getWaiting() == null) {
      return state.getTerminated() == null ? Optional.empty() : failedStart;
    }
    String reason = String.valueOf(state.getWaiting().getReason());
    String message = state.getWaiting().getMessage();
    String words = message == null ? reason : message;
    if (IMAGE.contains(reason)) {
      return Optional.of(ImagePullFailures.of(container, reason, words, evidence));
    }
    if (START.contains(reason)) {
      return Optional.of(StartFailures.of(container, words));
    }
    if (!"CrashLoopBackOff".equals(reason)) {
      return Optional.empty();
    }
    if (failedStart.isPresent()) {
      return failedStart;
    }
    Diagnosis crash = Crashes.of(container, evidence);
    return Optional.of(ends ? Finding.passing(crash) : Finding.certain(crash));
  }

  /**
   * One of a pod's containers.
   *
   * @param initial whether it is an init container
   */
  public record OfPod(Pod pod, ContainerStatus status, boolean initial) {

    String name() {
      return status.getName();
    }

    /** How it last terminated, if it did. */
    public @Nullable ContainerStateTerminated ended() {
      if (status.getState() != null && status.getState().getTerminated() != null) {
        return status.getState().getTerminated();
      }
      return status.getLastState() == null ? null : status.getLastState().getTerminated();
    }

    Place place() {
      return Place.of(pod, "container " + name());
    }

    @Override
    public String toString() {
      return (initial ? "init container " : "container ")
          + name()
          + " of pod "
          + pod.getMetadata().getName();
    }

    /** Capitalized, to begin a sentence. */
    String sentence() {
      String text = toString();
      return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
  }
}
