package dev.innerloop.manifest.check;

import dev.innerloop.manifest.check.ClusterObjects.Presence;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the ConfigMaps, Secrets and other objects that pods need exist, among the resources
 * or on the cluster. Without a cluster, objects that are not among the resources are assumed to
 * exist.
 */
final class ReferenceCheck {

  private final List<Mapping> resources;
  private final ClusterObjects cluster;
  private final Findings findings;
  private final Map<String, Presence> asked = new HashMap<>();

  ReferenceCheck(List<Mapping> resources, ClusterObjects cluster, Findings findings) {
    this.resources = resources;
    this.cluster = cluster;
    this.findings = findings;
  }

  void check(List<CheckedWorkload> workloads) {
    for (CheckedWorkload workload : workloads) {
      for (Mapping container : workload.allContainers()) {
        container(container, workload);
      }
      for (Mapping volume : workload.pod().mappings("volumes")) {
        volume(volume, workload);
      }
      workload
          .pod()
          .text("serviceAccountName")
          .filter(name -> !name.equals("default"))
          .ifPresent(
              name ->
                  require("ServiceAccount", name, workload.pod(), "serviceAccountName", workload));
    }
  }

  private void container(Mapping container, CheckedWorkload workload) {
    for (Mapping variable : container.mappings("env")) {
      variable
          .mapping("valueFrom", "configMapKeyRef")
          .ifPresent(reference -> entry("ConfigMap", reference, workload));
      variable
          .mapping("valueFrom", "secretKeyRef")
          .ifPresent(reference -> entry("Secret", reference, workload));
    }
    for (Mapping from : container.mappings("envFrom")) {
      from.mapping("configMapRef")
          .ifPresent(reference -> reference("ConfigMap", reference, "name", workload));
      from.mapping("secretRef")
          .ifPresent(reference -> reference("Secret", reference, "name", workload));
    }
  }

  private void volume(Mapping volume, CheckedWorkload workload) {
    volume
        .mapping("configMap")
        .ifPresent(reference -> reference("ConfigMap", reference, "name", workload));
    volume
        .mapping("secret")
        .ifPresent(reference -> reference("Secret", reference, "secretName", workload));
    volume
        .mapping("persistentVolumeClaim")
        .ifPresent(
            reference -> reference("PersistentVolumeClaim", reference, "claimName", workload));
    for (Mapping source : volume.mappings("projected", "sources")) {
      source
          .mapping("configMap")
          .ifPresent(reference -> reference("ConfigMap", reference, "name", workload));
      source
          .mapping("secret")
          .ifPresent(reference -> reference("Secret", reference, "name", workload));
    }
  }

  private void entry(String kind, Mapping reference, CheckedWorkload workload) {
    reference(kind, reference, "name", workload);
    Optional<Mapping> found = reference.text("name").flatMap(name -> named(kind, name));
    Optional<String> key = reference.text("key");
    if (found.isEmpty() || key.isEmpty() || isOptional(reference)) {
      return;
    }
    boolean there =
        List.of("data", "binaryData", "stringData").stream()
            .anyMatch(field -> found.get().find(field, key.get()).isPresent());
    if (!there) {
      findings.add(
          reference.at("key"),
          kind + " " + reference.text("name").get() + " has no entry " + key.get(),
          "Add it at " + found.get().at() + ".");
    }
  }

  private void reference(String kind, Mapping reference, String field, CheckedWorkload workload) {
    if (!isOptional(reference)) {
      reference.text(field).ifPresent(name -> require(kind, name, reference, field, workload));
    }
  }

  private static boolean isOptional(Mapping reference) {
    return reference.find("optional").map(it -> Boolean.TRUE.equals(it.plain())).orElse(false);
  }

  private void require(
      String kind, String name, Mapping reference, String field, CheckedWorkload workload) {
    if (named(kind, name).isEmpty()
        && asked.computeIfAbsent(kind + " " + name, both -> cluster.of(kind, name))
            == Presence.ABSENT) {
      findings.add(
          reference.at(field),
          workload.title()
              + " needs "
              + kind
              + " "
              + name
              + ", which is neither among the resources nor in the namespace",
          "Create it first, or add it to src/main/kubernetes.");
    }
  }

  private Optional<Mapping> named(String kind, String name) {
    return resources.stream()
        .filter(it -> it.text("kind").equals(Optional.of(kind)))
        .filter(it -> it.text("metadata", "name").equals(Optional.of(name)))
        .findFirst();
  }
}
