package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a pod needs before its containers are created: volumes and a network. */
final class VolumeFailures {

  private static final Duration STORAGE = Duration.ofSeconds(20);
  private static final Duration NETWORK = Duration.ofSeconds(30);

  private static final Set<String> REASONS =
      Set.of(
          "FailedMount",
          "FailedAttachVolume",
          "FailedMapVolume",
          "FailedCreatePodSandBox",
          "NetworkNotReady");

  private static final Pattern VOLUME = Pattern.compile("volumes? \"([^\"]+)\"");

  private VolumeFailures() {}

  static Optional<Finding> of(Pod pod, Evidence evidence) {
    if (!waitsForContainers(pod)) {
      return Optional.empty();
    }
    return ClaimFailures.of(pod, evidence)
        .or(() -> Events.of(pod, evidence).newest(REASONS).map(event -> finding(pod, event)));
  }

  private static boolean waitsForContainers(Pod pod) {
    return pod.getStatus() != null
        && Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .allMatch(
                status ->
                    status.getState() != null
                        && status.getState().getWaiting() != null
                        && Set.of("ContainerCreating", "PodInitializing")
                            .contains(String.valueOf(status.getState().getWaiting().getReason())));
  }

  private static Finding finding(Pod pod, Event event) {
    String words = String.valueOf(event.getMessage());
    Place where = Place.of(pod, "event " + event.getReason());
    String who = "Pod " + pod.getMetadata().getName();
    if (!event.getReason().contains("Volume") && !event.getReason().equals("FailedMount")) {
      return Finding.certainAfter(
          NETWORK,
          new Diagnosis(
              Cause.NETWORK,
              who + " has no network",
              words,
              where,
              "The node's network plugin failed: ask a cluster administrator."));
    }
    return MissingReferences.of(who, words, where).orElseGet(() -> unmounted(who, words, where));
  }

  private static Finding unmounted(String who, String words, Place where) {
    Diagnosis diagnosis =
        new Diagnosis(
            Cause.VOLUME, who + " cannot mount" + volume(words), words, where, remedy(words));
    return words.contains("Multi-Attach") || isLate(words)
        ? Finding.passing(diagnosis)
        : Finding.certainAfter(STORAGE, diagnosis);
  }

  /** The kubelet waits for its copy from the API server, and retries by itself. */
  private static boolean isLate(String words) {
    return words.contains("failed to sync configmap cache")
        || words.contains("failed to sync secret cache");
  }

  private static String volume(String words) {
    Matcher name = VOLUME.matcher(words);
    return name.find() ? " volume " + name.group(1) : " a volume";
  }

  private static String remedy(String words) {
    if (words.contains("Multi-Attach")) {
      return "The volume is still attached to another node: this passes when the other pod"
          + " terminates. See: kubectl get pods -o wide";
    }
    if (isLate(words)) {
      return "The node is slow to read it from the API server. This usually passes; otherwise ask a"
          + " cluster administrator to check the node.";
    }
    if (words.contains("hostPath type check failed")) {
      return "The node has no such path, or it has another type: correct hostPath.";
    }
    if (words.contains("not found in the list of registered CSI drivers")) {
      return "The CSI driver does not run on that node: ask a cluster administrator.";
    }
    return "The text after the colon is the storage driver's message: correct the volume, or ask a"
        + " cluster administrator.";
  }
}
