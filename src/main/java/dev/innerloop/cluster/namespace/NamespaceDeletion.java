package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.NamespacePermissions;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deletes a namespace that this plugin created, and no other. */
public final class NamespaceDeletion {

  private static final long BETWEEN_LOOKS_MILLIS = 250;

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final Tenancy tenancy;
  private final NamespaceCreation making;
  private final String name;

  public NamespaceDeletion(
      KubernetesClient client, ApiErrors errors, Tenancy tenancy, String name) {
    this.client = client;
    this.errors = errors;
    this.tenancy = tenancy;
    this.making = new NamespaceCreation(client, tenancy, Optional.empty(), Map.of(), Map.of(), "");
    this.name = name;
  }

  /**
   * Checks that it may be deleted.
   *
   * @param apps that may be deleted with it
   * @return whether it exists
   * @throws Problem if this plugin is not known to have created it, it contains other apps, or the
   *     user may not delete it
   */
  public boolean requireRemovable(Set<String> apps) {
    if (!isOurs()) {
      return false;
    }
    List<String> others = others(apps);
    if (!others.isEmpty()) {
      throw kept("it also contains " + String.join(", ", others));
    }
    requireRight();
    return true;
  }

  /**
   * Checks that this plugin created it.
   *
   * @return whether it exists
   */
  private boolean isOurs() {
    Optional<Namespace> namespace;
    try {
      namespace = read();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        requireMarker();
        return true;
      }
      throw errors.problem("find namespace " + name, e);
    }
    if (namespace.isPresent() && !NamespaceOwnership.isOurs(namespace.get())) {
      throw kept(
          "it has no label "
              + NamespaceOwnership.LABEL
              + ", so dev-maven-plugin did not create it");
    }
    return namespace.isPresent();
  }

  /** Written to namespaces that their creators may not read. */
  private void requireMarker() {
    if (errors
        .during(
            "read the marker of namespace " + name,
            () -> new NamespaceConfigMap(client, name).read())
        .isEmpty()) {
      throw kept(
          "you are not allowed to read it, so it is unknown whether dev-maven-plugin created it");
    }
  }

  /** Checked before the apps in it are deleted. */
  private void requireRight() {
    NamespacePermissions rights = new NamespacePermissions(client, errors);
    boolean may =
        tenancy == Tenancy.OPENSHIFT ? rights.mayDeleteProject(name) : rights.mayDelete(name);
    if (!may) {
      throw new Problem(
          "You are not allowed to delete the namespace "
              + name
              + ", which dev-maven-plugin created. Nothing in it was deleted either.",
          (tenancy == Tenancy.MTO || tenancy == Tenancy.CAPSULE
                  ? "An administrator of the tenant can delete it"
                  : "A cluster administrator can delete it")
              + ": kubectl delete namespace "
              + name
              + "\nTo delete the app only, leave out -Ddev.deleteNamespace");
    }
  }

  private Problem kept(String reason) {
    return new Problem(
        "The namespace " + name + " and its contents were not deleted: " + reason + ".",
        "To delete it with all of its contents: kubectl delete namespace "
            + name
            + "\nTo delete the app only, leave out -Ddev.deleteNamespace");
  }

  private List<String> others(Set<String> apps) {
    return errors.during(
        "list other apps in namespace " + name,
        () ->
            Stream.of(
                    client.apps().deployments().inNamespace(name).list().getItems(),
                    client.apps().statefulSets().inNamespace(name).list().getItems(),
                    client.batch().v1().cronjobs().inNamespace(name).list().getItems())
                .flatMap(List::stream)
                .map(HasMetadata.class::cast)
                .filter(workload -> !isOf(apps, workload))
                .map(workload -> workload.getKind() + " " + workload.getMetadata().getName())
                .toList());
  }

  private static boolean isOf(Set<String> apps, HasMetadata workload) {
    return Optional.ofNullable(workload.getMetadata().getLabels())
        .filter(labels -> Labels.MANAGER.equals(labels.get(Labels.MANAGED_BY)))
        .map(labels -> apps.contains(labels.get(Labels.INSTANCE)))
        .orElse(false);
  }

  /**
   * Deletes it, and waits until it is gone.
   *
   * @return whether it is gone: a user whose read permission comes from a Role in it loses that
   *     permission earlier
   */
  public boolean delete(Duration atMost) throws InterruptedException {
    errors.running("delete namespace " + name, () -> making.delete(name));
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<Namespace> left;
      try {
        left = read();
      } catch (KubernetesClientException e) {
        if (e.getCode() == 403) {
          return false;
        }
        throw errors.problem("find namespace " + name, e);
      }
      if (left.isEmpty()) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        throw new Problem(
            "The namespace " + name + " is still being deleted" + why(left.get()) + ".",
            "The deletion continues by itself; see its progress: kubectl get namespace "
                + name
                + " -o yaml");
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  private Optional<Namespace> read() {
    return Optional.ofNullable(client.namespaces().withName(name).get());
  }

  private static String why(Namespace namespace) {
    List<NamespaceCondition> conditions =
        Optional.ofNullable(namespace.getStatus())
            .map(status -> status.getConditions())
            .orElse(List.of());
    String words =
        conditions.stream()
            .filter(it -> "True".equals(it.getStatus()))
            .map(NamespaceCondition::getMessage)
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "" : ": " + words;
  }
}
