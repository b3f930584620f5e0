package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.ContainerFailures.OfPod;
import dev.innerloop.problem.MemoryAdvice;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A container that was started and exited, more than once. */
public final class Crashes {

  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private Crashes() {}

  static Diagnosis of(OfPod container, Evidence evidence) {
    ContainerStateTerminated ended = container.ended();
    List<String> log =
        evidence.lastLines(container.pod().getMetadata().getName(), container.name());
    if (ended == null) {
      return ending(container, "soon after its start", "CrashLoopBackOff", "", log);
    }
    if ("OOMKilled".equals(ended.getReason())) {
      return new Diagnosis(
          Cause.OUT_OF_MEMORY,
          container.sentence() + " exceeds its memory limit" + limit(container),
          "OOMKilled",
          container.place(),
          MemoryAdvice.limitExceeded(),
          log);
    }
    int code = ended.getExitCode() == null ? -1 : ended.getExitCode();
    Optional<Event> killing =
        Events.of(container.pod(), evidence)
            .ofContainer(container.name())
            .newest(Set.of("Killing"))
            .filter(event -> String.valueOf(event.getMessage()).contains("probe"));
    if (killing.isPresent() && (code == KILLED || code == TERMINATED)) {
      return ProbeFailures.killed(container, killing.get(), evidence, log);
    }
    JvmExit end = JvmExit.of(log);
    if (end.heap()) {
      return new Diagnosis(
          Cause.OUT_OF_MEMORY,
          container.sentence() + " keeps exiting with exit code " + code,
          end.line(),
          container.place(),
          "The " + MemoryAdvice.heapIsFull(limit(container)),
          log);
    }
    if (end.isKnown()) {
      return ending(container, "with exit code " + code, end.line(), end.remedy(), log);
    }
    return ending(
        container, "with exit code " + code, String.valueOf(ended.getReason()), byCode(code), log);
  }

  private static Diagnosis ending(
      OfPod container, String how, String words, String remedy, List<String> log) {
    return new Diagnosis(
        Cause.CRASH_LOOP,
        container.sentence() + " keeps exiting " + how,
        words,
        container.place(),
        remedy.isEmpty()
            ? log.isEmpty()
                ? "It logged nothing. See: kubectl describe pod "
                    + container.pod().getMetadata().getName()
                : "See its last lines for the cause. All lines: kubectl logs --previous "
                    + container.pod().getMetadata().getName()
                    + " -c "
                    + container.name()
            : remedy,
        log);
  }

  private static String byCode(int code) {
    return switch (code) {
      case 0 ->
          "It exits normally, but a server is expected to keep running. For work that completes:"
              + " -Ddev.kind=job";
      case 126, 127 ->
          "Its command does not exist in the image, or is not executable: correct command and"
              + " args.";
      case KILLED ->
          "It was killed (SIGKILL) without exceeding its own limit: the node was short of memory,"
              + " or it did not stop within the grace period. See: kubectl describe node";
      case TERMINATED ->
          "It was terminated (SIGTERM). See why: kubectl get events --sort-by=.lastTimestamp";
      default -> "";
    };
  }

  private static String limit(OfPod container) {
    return Stream.concat(
            container.pod().getSpec().getContainers().stream(),
            container.pod().getSpec().getInitContainers().stream())
        .filter(it -> it.getName().equals(container.name()))
        .flatMap(
            it ->
                it.getResources() == null || it.getResources().getLimits() == null
                    ? Stream.of()
                    : Optional.ofNullable(it.getResources().getLimits().get("memory")).stream())
        .map(memory -> " of " + memory)
        .findFirst()
        .orElse("");
  }
}
