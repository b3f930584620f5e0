package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.ContainerFailures.OfPod;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The image was pulled, but the container cannot be started. */
public final class StartFailures {

  private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");

  /** The kubelet did not get an answer in time, and tries again. */
  private static final List<String> OF_A_BUSY_NODE =
      List.of(
          "timed out waiting for the condition",
          "context deadline exceeded",
          "DeadlineExceeded",
          "failed to reserve container name");

  private StartFailures() {}

  /** The reason, if the container failed to start. */
  static Optional<String> failure(@Nullable ContainerStateTerminated ended) {
    return ended != null && NOT_STARTED.contains(String.valueOf(ended.getReason()))
        ? Optional.of(String.valueOf(ended.getMessage()))
        : Optional.empty();
  }

  static Finding of(OfPod container, String words) {
    return MissingReferences.of(container.sentence(), words, container.place())
        .orElseGet(
            () -> {
              Diagnosis diagnosis =
                  new Diagnosis(
                      Cause.START,
                      container.sentence() + " cannot start",
                      words,
                      container.place(),
                      remedy(container, words));
              return OF_A_BUSY_NODE.stream().anyMatch(words::contains)
                  ? Finding.passing(diagnosis)
                  : Finding.certain(diagnosis);
            });
  }

  private static String remedy(OfPod container, String words) {
    if (words.contains("no such file") || words.contains("executable file not found")) {
      return "The image has no such command. Set the path of its Java: -Ddev.java=/path/to/java";
    }
    if (words.contains("exec format error")) {
      return "The image is for another platform than the node's: use a base image that supports it"
          + " (-Ddev.baseImage=IMAGE).";
    }
    if (words.contains("runAsNonRoot") || words.contains("non-root")) {
      return "Use an image with a numeric user other than 0: -Ddev.baseImage=IMAGE";
    }
    if (words.contains("permission denied")) {
      return "The container's user may not execute the command: make it executable for all users in"
          + " the image.";
    }
    return "See: kubectl describe pod " + container.pod().getMetadata().getName();
  }
}
