package dev.innerloop.manifest.check;

import dev.innerloop.manifest.check.ClusterObjects.Presence;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checks references to pods and Services within a set of resources. */
final class LinkCheck {

  private final List<Mapping> resources;
  private final List<CheckedWorkload> workloads;
  private final ClusterObjects cluster;
  private final Findings findings;

  LinkCheck(
      List<Mapping> resources,
      List<CheckedWorkload> workloads,
      ClusterObjects cluster,
      Findings findings) {
    this.resources = resources;
    this.workloads = workloads;
    this.cluster = cluster;
    this.findings = findings;
  }

  void check() {
    for (Mapping resource : resources) {
      switch (resource.text("kind").orElse("")) {
        case "Service" -> service(resource);
        case "Ingress" -> ingress(resource);
        case "HorizontalPodAutoscaler" -> autoscaler(resource);
        case "PodDisruptionBudget" ->
            resource
                .mapping("spec", "selector", "matchLabels")
                .ifPresent(labels -> selected(labels, resource));
        case "NetworkPolicy" ->
            resource
                .mapping("spec", "podSelector", "matchLabels")
                .ifPresent(labels -> selected(labels, resource));
        default -> {}
      }
    }
  }

  /**
   * The workloads that a selector matches; reports a selector that matches none although there are
   * pods.
   */
  private List<CheckedWorkload> selected(Mapping labels, Mapping resource) {
    List<CheckedWorkload> selected =
        workloads.stream().filter(workload -> workload.hasLabels(labels)).toList();
    if (selected.isEmpty() && !workloads.isEmpty() && !labels.fields().isEmpty()) {
      findings.add(
          labels.at(),
          "the selector of " + title(resource) + " matches none of these pods",
          "Use labels of the pods: "
              + workloads.stream()
                  .map(
                      workload ->
                          workload.title()
                              + " has "
                              + workload
                                  .template()
                                  .mapping("metadata", "labels")
                                  .map(it -> it.plain().toString())
                                  .orElse("none"))
                  .reduce((one, other) -> one + "; " + other)
                  .orElse("")
              + ".");
    }
    return selected;
  }

  private void service(Mapping service) {
    Optional<Mapping> selector = service.mapping("spec", "selector");
    if (selector.isEmpty()) {
      return; // its endpoints are managed elsewhere
    }
    List<CheckedWorkload> pods = selected(selector.get(), service);
    for (Mapping port : service.mappings("spec", "ports")) {
      Optional<Node> target = port.find("targetPort").or(() -> port.find("port"));
      if (!pods.isEmpty()
          && target.isPresent()
          && pods.stream().noneMatch(workload -> hasPort(workload, target.get()))) {
        findings.add(
            target.get().at(),
            title(service)
                + " refers to port "
                + target.get().plain()
                + ", but "
                + pods.get(0).title()
                + " has "
                + pods.get(0).portWords(),
            "Set targetPort to one of these ports, or add the port to the container.");
      }
    }
  }

  private static boolean hasPort(CheckedWorkload workload, Node port) {
    return workload.hasPort(port.plain());
  }

  private void ingress(Mapping ingress) {
    ingress
        .mapping("spec", "defaultBackend", "service")
        .ifPresent(backend -> backend(backend, ingress));
    for (Mapping rule : ingress.mappings("spec", "rules")) {
      for (Mapping path : rule.mappings("http", "paths")) {
        path.mapping("backend", "service").ifPresent(backend -> backend(backend, ingress));
      }
    }
  }

  private void backend(Mapping backend, Mapping ingress) {
    String name = backend.text("name").orElse("");
    Optional<Mapping> service = named("Service", name);
    if (service.isEmpty()) {
      if (cluster.of("Service", name) == Presence.ABSENT) {
        findings.add(
            backend.at("name"),
            title(ingress) + " refers to Service " + name + ", which does not exist",
            "Add the Service, or refer to an existing one.");
      }
      return;
    }
    for (String field : List.of("name", "number")) {
      String inService = field.equals("name") ? "name" : "port";
      Optional<Node> wanted = backend.find("port", field);
      boolean there =
          wanted.isEmpty()
              || service.get().mappings("spec", "ports").stream()
                  .anyMatch(port -> isSame(port.find(inService), wanted.get()));
      if (!there) {
        findings.add(
            wanted.get().at(),
            title(ingress)
                + " refers to port "
                + wanted.get().plain()
                + ", which Service "
                + name
                + " does not have",
            "Use a port of the Service, by its " + field + ".");
      }
    }
  }

  private static boolean isSame(Optional<Node> one, Node other) {
    return one.isPresent() && Objects.equals(one.get().plain(), other.plain());
  }

  private void autoscaler(Mapping autoscaler) {
    String kind = autoscaler.text("spec", "scaleTargetRef", "kind").orElse("");
    String name = autoscaler.text("spec", "scaleTargetRef", "name").orElse("");
    if (CheckedWorkload.isOne(kind) && named(kind, name).isEmpty()) {
      findings.add(
          autoscaler.at("spec", "scaleTargetRef", "name"),
          title(autoscaler) + " scales " + kind + " " + name + ", which is not among the resources",
          "Refer to a workload among the resources.");
    }
    Optional<Long> least = number(autoscaler, "minReplicas");
    Optional<Long> most = number(autoscaler, "maxReplicas");
    if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
      findings.add(
          autoscaler.at("spec", "minReplicas"),
          "minReplicas (" + least.get() + ") is greater than maxReplicas (" + most.get() + ")",
          "Decrease minReplicas or increase maxReplicas.");
    }
  }

  private static Optional<Long> number(Mapping autoscaler, String field) {
    return autoscaler
        .find("spec", field)
        .map(Node::plain)
        .filter(Long.class::isInstance)
        .map(Long.class::cast);
  }

  private Optional<Mapping> named(String kind, String name) {
    return resources.stream()
        .filter(it -> it.text("kind").equals(Optional.of(kind)))
        .filter(it -> it.text("metadata", "name").equals(Optional.of(name)))
        .findFirst();
  }

  private static String title(Mapping resource) {
    return resource.text("kind").orElse("") + " " + resource.text("metadata", "name").orElse("");
  }
}
