package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.NamespacePermissions;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Deletes the expired namespaces that this plugin created, for any user. */
public final class ExpiredNamespaces {

  private final KubernetesClient client;
  private final ApiErrors errors;

  public ExpiredNamespaces(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  /**
   * Lists them, then deletes those that the user may.
   *
   * @param atMost how long to wait for each to be gone
   * @throws Problem if they cannot be listed, or none of them may be deleted
   */
  public void delete(Instant now, Duration atMost, Consumer<String> told)
      throws InterruptedException {
    List<Namespace> expired = list().stream().filter(it -> isExpired(it, now)).toList();
    if (expired.isEmpty()) {
      told.accept("No namespace created by dev-maven-plugin has expired.");
      return;
    }
    NamespacePermissions rights = new NamespacePermissions(client, errors);
    List<String> deletable = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Namespace namespace : expired) {
      String name = name(namespace);
      boolean may = rights.mayDelete(name);
      (may ? deletable : others).add(name);
      told.accept(
          "Namespace "
              + name
              + " expired at "
              + NamespaceExpiry.of(namespace).orElseThrow()
              + (may ? "." : "; it is kept, because you are not allowed to delete it."));
    }
    if (deletable.isEmpty()) {
      throw new Problem(
          "You are not allowed to delete any of the expired namespaces. Nothing was deleted.",
          "A cluster administrator can delete them:\n  kubectl delete namespace "
              + String.join(" ", others));
    }
    for (String name : deletable) {
      delete(name, now, atMost, told);
    }
  }

  /** A session may have renewed it since it was listed. */
  private void delete(String name, Instant now, Duration atMost, Consumer<String> told)
      throws InterruptedException {
    boolean still =
        errors.during(
            "find namespace " + name,
            () ->
                Optional.ofNullable(client.namespaces().withName(name).get())
                    .filter(it -> isExpired(it, now))
                    .isPresent());
    if (still) {
      boolean gone = new NamespaceDeletion(client, errors, Tenancy.KUBERNETES, name).delete(atMost);
      told.accept(
          gone ? "Deleted namespace " + name + "." : "Namespace " + name + " is being deleted.");
    }
  }

  private List<Namespace> list() {
    try {
      return client.namespaces().withLabel(NamespaceOwnership.LABEL).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        throw new Problem(
            "You are not allowed to list namespaces, so expired ones cannot be found. Nothing was"
                + " deleted.",
            "Delete a namespace by name: -Ddev.deleteNamespace -Ddev.namespace=NAME\n"
                + "or let a user run this who may list and delete namespaces.",
            e);
      }
      throw errors.problem("list namespaces", e);
    }
  }

  /** Reads markers only of namespaces that claim to have expired. */
  private boolean isExpired(Namespace namespace, Instant now) {
    return NamespaceOwnership.isOurs(namespace)
        && namespace.getMetadata().getDeletionTimestamp() == null
        && NamespaceExpiry.of(namespace).filter(it -> !it.isAfter(now)).isPresent()
        && errors
            .during(
                "read when namespace " + name(namespace) + " expires",
                () -> new NamespaceConfigMap(client, name(namespace)).expiry(namespace))
            .filter(it -> !it.isAfter(now))
            .isPresent();
  }

  private static String name(Namespace namespace) {
    return namespace.getMetadata().getName();
  }
}
