package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.pods.PodSet;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a roll-out does not proceed, read from where the cluster says it. */
sealed interface Diagnosis {

  /** The cluster's own words. */
  String words();

  /** Nothing but a change by the user heals it. */
  record Fatal(String what, String words, String remedy, Optional<String> podWithLog)
      implements Diagnosis {}

  /** It may pass: pods that terminate still hold what these wait for. */
  record Hindrance(String what, String words, String remedy) implements Diagnosis {}

  /**
   * Looks for what hinders the newest pods.
   *
   * @param othersTerminate whether pods of the app are about to give back what they hold
   */
  static Optional<Diagnosis> of(PodSet set, boolean othersTerminate) {
    Optional<Diagnosis> refused = refused(set, othersTerminate);
    if (refused.isPresent()) {
      return refused;
    }
    return set.pods().stream()
        .filter(pod -> !PodSet.terminates(pod))
        .flatMap(pod -> of(pod).stream())
        .findFirst();
  }

  /** Quota, Pod Security, a webhook: then there is no pod to ask. */
  private static Optional<Diagnosis> refused(PodSet set, boolean othersTerminate) {
    if (set.current().getStatus() == null || set.current().getStatus().getConditions() == null) {
      return Optional.empty();
    }
    for (ReplicaSetCondition condition : set.current().getStatus().getConditions()) {
      if ("ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus())) {
        String words = String.valueOf(condition.getMessage());
        String what = "The cluster refuses to create pods";
        String remedy = refusalRemedy(words);
        return Optional.of(
            othersTerminate
                ? new Hindrance(what, words, remedy)
                : new Fatal(what, words, remedy, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static String refusalRemedy(String words) {
    if (words.contains("exceeded quota")) {
      return "Run fewer replicas (-Ddev.replicas=1), free what you do not need (mvn dev:delete in"
          + " its project), or ask for a larger quota. See: kubectl describe quota";
    }
    if (words.contains("PodSecurity") || words.contains("security context constraint")) {
      return "Let the namespace accept such pods, or use another one: -Ddev.namespace=NAME";
    }
    return "The words after the colon come from a rule of the cluster: ask whoever runs it.";
  }

  private static Optional<Diagnosis> of(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    for (ContainerStatus container : nonNull(pod.getStatus().getContainerStatuses())) {
      Optional<Diagnosis> diagnosis = of(pod.getMetadata().getName(), container);
      if (diagnosis.isPresent()) {
        return diagnosis;
      }
    }
    for (PodCondition condition : nonNull(pod.getStatus().getConditions())) {
      if ("PodScheduled".equals(condition.getType())
          && "False".equals(condition.getStatus())
          && "Unschedulable".equals(condition.getReason())) {
        return Optional.of(
            new Hindrance(
                "No node takes pod " + pod.getMetadata().getName(),
                String.valueOf(condition.getMessage()),
                "Run fewer replicas (-Ddev.replicas=1), or give the cluster more room."));
      }
    }
    return Optional.empty();
  }

  private static Optional<Diagnosis> of(String pod, ContainerStatus container) {
    ContainerStateWaiting waiting =
        container.getState() == null ? null : container.getState().getWaiting();
    if (waiting == null || waiting.getReason() == null) {
      return Optional.empty();
    }
    String words = waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
    return switch (waiting.getReason()) {
      case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
          Optional.of(
              new Fatal(
                  "Pod " + pod + " cannot pull its image " + container.getImage(),
                  words,
                  "Check that the nodes reach the registry under that name"
                      + " (-Ddev.pullRegistry=HOST:PORT) and may read it.",
                  Optional.empty()));
      case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
          Optional.of(
              new Fatal(
                  "The container of pod " + pod + " cannot start",
                  words,
                  startRemedy(words),
                  Optional.empty()));
      case "CrashLoopBackOff" ->
          Optional.of(
              new Fatal(
                  "The container of pod " + pod + " keeps ending " + how(container.getLastState()),
                  words,
                  "Its last lines say why.",
                  Optional.of(pod)));
      default -> Optional.empty();
    };
  }

  private static String startRemedy(String words) {
    if (words.contains("no such file") || words.contains("executable file not found")) {
      return "Its image has no such command. Say where Java is in it: -Ddev.java=/path/to/java";
    }
    if (words.contains("runAsNonRoot")) {
      return "Use an image with a numeric user other than 0: -Ddev.baseImage=IMAGE";
    }
    return "See: kubectl describe pod";
  }

  private static String how(@Nullable ContainerState last) {
    ContainerStateTerminated ended = last == null ? null : last.getTerminated();
    if (ended == null) {
      return "soon after its start";
    }
    return "OOMKilled".equals(ended.getReason())
        ? "because it needs more memory than its limit (OOMKilled)"
        : "with exit code " + ended.getExitCode();
  }

  private static <T> List<T> nonNull(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
