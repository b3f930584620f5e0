package dev.innerloop.cluster.diagnosis.container;

import dev.innerloop.cluster.diagnosis.container.Containers.OfPod;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import dev.innerloop.cluster.diagnosis.finding.Missing;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The image is there, and the container does not begin. */
public final class Starts {

  private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");

  private Starts() {}

  /** Why it was a start that failed, if what ended was one. */
  static Optional<String> failure(@Nullable ContainerStateTerminated ended) {
    return ended != null && NOT_STARTED.contains(String.valueOf(ended.getReason()))
        ? Optional.of(String.valueOf(ended.getMessage()))
        : Optional.empty();
  }

  static Finding of(OfPod container, String words) {
    return Missing.of(container.sentence(), words, container.place())
        .orElseGet(
            () ->
                Finding.certain(
                    new Diagnosis(
                        Cause.START,
                        container.sentence() + " cannot start",
                        words,
                        container.place(),
                        remedy(container, words))));
  }

  private static String remedy(OfPod container, String words) {
    if (words.contains("no such file") || words.contains("executable file not found")) {
      return "Its image has no such command. Say where Java is in it: -Ddev.java=/path/to/java";
    }
    if (words.contains("exec format error")) {
      return "The image is for another platform than the node: use a base image that has it"
          + " (-Ddev.baseImage=IMAGE).";
    }
    if (words.contains("runAsNonRoot") || words.contains("non-root")) {
      return "Use an image with a numeric user other than 0: -Ddev.baseImage=IMAGE";
    }
    if (words.contains("permission denied")) {
      return "The user of the container may not run that command: make it executable for all in"
          + " the image.";
    }
    return "See: kubectl describe pod " + container.pod().getMetadata().getName();
  }
}
