package dev.innerloop.manifest.check;

import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource that creates pods.
 *
 * @param template the pod template; the resource itself if it is a pod
 * @param pod its spec
 */
record CheckedWorkload(Mapping resource, Mapping template, Mapping pod) {

  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "Deployment", List.of("spec", "template"),
          "StatefulSet", List.of("spec", "template"),
          "DaemonSet", List.of("spec", "template"),
          "ReplicaSet", List.of("spec", "template"),
          "Job", List.of("spec", "template"),
          "CronJob", List.of("spec", "jobTemplate", "spec", "template"),
          "Pod", List.of());

  static List<CheckedWorkload> in(List<Mapping> resources) {
    List<CheckedWorkload> workloads = new ArrayList<>();
    for (Mapping resource : resources) {
      List<String> path = TEMPLATES.get(resource.text("kind").orElse(""));
      if (path != null) {
        Optional<Mapping> template = resource.mapping(path.toArray(String[]::new));
        template
            .flatMap(it -> it.mapping("spec"))
            .ifPresent(pod -> workloads.add(new CheckedWorkload(resource, template.get(), pod)));
      }
    }
    return workloads;
  }

  static boolean isOne(String kind) {
    return TEMPLATES.containsKey(kind);
  }

  String title() {
    return resource.text("kind").orElse("") + " " + resource.text("metadata", "name").orElse("");
  }

  /** The containers that run concurrently, including sidecars. */
  List<Mapping> containers() {
    return Stream.concat(
            pod.mappings("containers").stream(),
            pod.mappings("initContainers").stream()
                .filter(it -> it.text("restartPolicy").equals(Optional.of("Always"))))
        .toList();
  }

  List<Mapping> allContainers() {
    return Stream.concat(
            pod.mappings("containers").stream(), pod.mappings("initContainers").stream())
        .toList();
  }

  /** Whether its pods have all these labels. */
  boolean hasLabels(Mapping labels) {
    Optional<Mapping> own = template.mapping("metadata", "labels");
    return labels.fields().entrySet().stream()
        .allMatch(
            label ->
                own.map(it -> it.get(label.getKey()))
                    .filter(it -> Objects.equals(it.plain(), label.getValue().plain()))
                    .isPresent());
  }

  /** All ports of its containers. */
  List<Mapping> ports() {
    return containers().stream().flatMap(it -> it.mappings("ports").stream()).toList();
  }

  /**
   * Whether a container has a port.
   *
   * @param port a name or a number; if the container declares no ports, any number is accepted
   */
  boolean hasPort(@Nullable Object port) {
    List<Mapping> ports = ports();
    return port instanceof String
        ? ports.stream().anyMatch(it -> it.text("name").equals(Optional.of(port)))
        : ports.isEmpty()
            || ports.stream()
                .anyMatch(
                    it ->
                        it.find("containerPort")
                            .filter(number -> Objects.equals(number.plain(), port))
                            .isPresent());
  }

  /** Its ports, for messages. */
  String portWords() {
    List<String> words =
        ports().stream()
            .map(
                port ->
                    port.find("containerPort").map(it -> String.valueOf(it.plain())).orElse("?")
                        + port.text("name").map(name -> " (" + name + ")").orElse(""))
            .toList();
    return words.isEmpty() ? "no port" : String.join(", ", words);
  }
}
