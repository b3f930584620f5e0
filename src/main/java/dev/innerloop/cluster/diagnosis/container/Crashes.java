package dev.innerloop.cluster.diagnosis.container;

import dev.innerloop.cluster.diagnosis.container.Containers.OfPod;
import dev.innerloop.cluster.diagnosis.evidence.Events;
import dev.innerloop.cluster.diagnosis.evidence.Evidence;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A container that was started and ended, more than once. */
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
          container.sentence() + " needs more memory than its limit" + limit(container),
          "OOMKilled",
          container.place(),
          "Give it more: <resources><memory>1Gi</memory></resources> in the POM. Besides the heap"
              + " a JVM needs memory for classes, threads and buffers.",
          log);
    }
    int code = ended.getExitCode() == null ? -1 : ended.getExitCode();
    Optional<Event> killing =
        Events.of(container.pod(), evidence)
            .ofContainer(container.name())
            .newest(Set.of("Killing"))
            .filter(event -> String.valueOf(event.getMessage()).contains("probe"));
    if (killing.isPresent() && (code == KILLED || code == TERMINATED)) {
      return Probes.killed(container, killing.get(), evidence, log);
    }
    JvmEnd end = JvmEnd.of(log);
    if (end.heap()) {
      return new Diagnosis(
          Cause.OUT_OF_MEMORY,
          container.sentence() + " keeps ending with exit code " + code,
          end.line(),
          container.place(),
          end.remedy(),
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
        container.sentence() + " keeps ending " + how,
        words,
        container.place(),
        remedy.isEmpty()
            ? log.isEmpty()
                ? "It wrote nothing. See: kubectl describe pod "
                    + container.pod().getMetadata().getName()
                : "Its last lines say why. All of them: kubectl logs --previous "
                    + container.pod().getMetadata().getName()
                    + " -c "
                    + container.name()
            : remedy,
        log);
  }

  private static String byCode(int code) {
    return switch (code) {
      case 0 ->
          "It ends by itself, as if its work were done, and a server is expected to stay. For work"
              + " that ends: -Ddev.kind=job";
      case 126, 127 ->
          "The command that it runs is not there, or may not be run: correct command and args.";
      case KILLED ->
          "It was killed from outside (SIGKILL) without having reached its own limit: by the node"
              + " because it was short of memory, or after it did not end in time."
              + " See: kubectl describe node";
      case TERMINATED ->
          "It was asked to end (SIGTERM). See who did: kubectl get events --sort-by=.lastTimestamp";
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
