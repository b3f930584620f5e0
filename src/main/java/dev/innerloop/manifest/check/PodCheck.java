package dev.innerloop.manifest.check;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the containers, ports, volumes and probes of pods. */
final class PodCheck {

  private static final int LABEL = 63;
  private static final Pattern LABEL_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  /** {@code IsValidPortName} of apimachinery. */
  private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");

  private final Findings findings;

  PodCheck(Findings findings) {
    this.findings = findings;
  }

  void check(CheckedWorkload workload) {
    selector(workload);
    Set<String> names = new HashSet<>();
    for (Mapping container : workload.allContainers()) {
      String name = container.text("name").orElse("");
      Position at = container.at("name");
      if (!names.add(name)) {
        findings.add(at, "two containers are named " + name, "Rename one of them.");
      }
      label("a container", name, at);
      image(container, name);
      ports(container);
      unique(
          container.mappings("env"),
          "name",
          variable -> "two environment variables are named " + variable);
      probes(workload, container);
      mounts(workload, container, name);
      resources(container);
    }
    unique(workload.pod().mappings("volumes"), "name", name -> "two volumes are named " + name);
    workload
        .pod()
        .mappings("volumes")
        .forEach(volume -> label("a volume", volume.text("name").orElse(""), volume.at("name")));
  }

  /** The API server rejects a workload whose selector does not match its own pods. */
  private void selector(CheckedWorkload workload) {
    String kind = workload.resource().text("kind").orElse("");
    if (!List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet").contains(kind)) {
      return;
    }
    workload
        .resource()
        .mapping("spec", "selector", "matchLabels")
        .filter(labels -> !workload.hasLabels(labels))
        .ifPresent(
            labels ->
                findings.add(
                    labels.at(),
                    "the selector of " + workload.title() + " does not match its own pods",
                    "Add all labels of the selector to spec.template.metadata.labels."));
  }

  private void label(String what, String name, Position at) {
    if (name.length() > LABEL) {
      findings.add(
          at,
          "the name of " + what + " has " + name.length() + " characters",
          "The maximum is 63.");
    } else if (!name.isEmpty() && !LABEL_NAME.matcher(name).matches()) {
      findings.add(
          at,
          "\"" + name + "\" is not a valid name for " + what,
          "Use lower-case letters, digits and hyphens.");
    }
  }

  private void image(Mapping container, String name) {
    Optional<String> image = container.text("image").filter(text -> !text.isBlank());
    if (image.isEmpty()) {
      findings.add(
          container.at(),
          "container " + name + " has no image",
          "Add one. To change an existing container, use its name.");
    } else if (!image.get().contains("@")
        && image.get().lastIndexOf(':') <= image.get().lastIndexOf('/')) {
      findings.add(
          container.at("image"),
          "the image " + image.get() + " has no tag, so its content can change at any time",
          "Use " + image.get() + ":VERSION.");
    }
  }

  /** The API server merges such lists by this field, and fails with an internal error. */
  private void unique(List<Mapping> elements, String field, UnaryOperator<String> problem) {
    Set<String> values = new HashSet<>();
    for (Mapping element : elements) {
      element
          .text(field)
          .filter(value -> !values.add(value))
          .ifPresent(
              value ->
                  findings.add(element.at(field), problem.apply(value), "Remove one of them."));
    }
  }

  private void ports(Mapping container) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (Mapping port : container.mappings("ports")) {
      port.find("containerPort")
          .map(number -> number.plain() + "/" + port.text("protocol").orElse("TCP"))
          .filter(number -> !numbers.add(number))
          .ifPresent(
              number ->
                  findings.add(
                      port.at("containerPort"),
                      "two ports have the number " + number,
                      "Remove one of them."));
      port.text("name")
          .ifPresent(
              name -> {
                Position at = port.at("name");
                if (name.length() > 15 || !PORT_NAME.matcher(name).matches()) {
                  findings.add(
                      at,
                      "\"" + name + "\" is not a valid name for a port",
                      "Use at most 15 lower-case letters, digits and single hyphens, with at least"
                          + " one letter.");
                } else if (!names.add(name)) {
                  findings.add(at, "two ports are named " + name, "Rename one of them.");
                }
              });
    }
  }

  private void probes(CheckedWorkload workload, Mapping container) {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      for (String action : List.of("httpGet", "tcpSocket", "grpc")) {
        container
            .find(probe, action, "port")
            .filter(port -> !hasPort(workload, port))
            .ifPresent(
                port ->
                    findings.add(
                        port.at(),
                        "the "
                            + probe
                            + " uses port "
                            + port.plain()
                            + ", but the pod has "
                            + workload.portWords(),
                        "Use one of these ports, or add the port to the container."));
      }
      Optional<Long> successes =
          container
              .find(probe, "successThreshold")
              .map(Node::plain)
              .filter(Long.class::isInstance)
              .map(Long.class::cast);
      if (!probe.equals("readinessProbe") && successes.isPresent() && successes.get() > 1) {
        findings.add(
            container.at(probe, "successThreshold"),
            "successThreshold of a " + probe + " is " + successes.get(),
            "It must be 1.");
      }
    }
  }

  private static boolean hasPort(CheckedWorkload workload, Node port) {
    return workload.hasPort(port.plain());
  }

  private void mounts(CheckedWorkload workload, Mapping container, String name) {
    List<String> volumes =
        Stream.concat(
                workload.pod().mappings("volumes").stream().map(it -> it.text("name")),
                workload.resource().mappings("spec", "volumeClaimTemplates").stream()
                    .map(it -> it.text("metadata", "name")))
            .flatMap(Optional::stream)
            .toList();
    Set<String> paths = new HashSet<>();
    for (Mapping mount : container.mappings("volumeMounts")) {
      String volume = mount.text("name").orElse("");
      if (!volumes.contains(volume)) {
        findings.add(
            mount.at("name"),
            "container " + name + " mounts volume " + volume + ", which the pod does not have",
            volumes.isEmpty()
                ? "Add it below spec.template.spec.volumes."
                : "Existing volumes: " + String.join(", ", volumes) + ".");
      }
      if (!paths.add(mount.text("mountPath").orElse(""))) {
        findings.add(
            mount.at("mountPath"),
            "two volumes are mounted at the same path",
            "Change one of the paths.");
      }
    }
  }

  private void resources(Mapping container) {
    container
        .mapping("resources", "requests")
        .ifPresent(
            requests ->
                requests
                    .fields()
                    .forEach(
                        (name, requested) ->
                            container
                                .find("resources", "limits", name)
                                .filter(limit -> isMore(requested, limit))
                                .ifPresent(
                                    limit ->
                                        findings.add(
                                            requested.at(),
                                            "the request of "
                                                + name
                                                + " ("
                                                + requested.plain()
                                                + ") is greater than its limit ("
                                                + limit.plain()
                                                + ")",
                                            "Increase the limit or decrease the request."))));
  }

  private static boolean isMore(Node requested, Node limit) {
    return amount(requested)
        .flatMap(more -> amount(limit).map(most -> more.compareTo(most) > 0))
        .orElse(false);
  }

  /** Empty for an invalid quantity, which another check reports. */
  private static Optional<BigDecimal> amount(Node node) {
    try {
      return Optional.of(Quantity.getAmountInBytes(Quantity.parse(String.valueOf(node.plain()))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
