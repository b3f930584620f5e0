package dev.innerloop.cluster.access;

import dev.innerloop.cluster.discovery.ServerVersion;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The permissions that the plugin itself needs in a namespace. */
public final class RequiredPermissions {

  private static final String[] APPLY = {"get", "list", "create", "patch", "delete"};

  /**
   * Permissions for everything that a session does with an app that has only the usual resources.
   */
  private static final List<Permission> SESSION =
      List.of(
          Permission.to("apps", "deployments", "get", "list", "watch", "create", "patch", "delete"),
          Permission.to("apps", "replicasets", "get", "list", "watch"),
          Permission.to("", "services", APPLY),
          Permission.to("", "configmaps", APPLY),
          Permission.to("", "secrets", APPLY),
          Permission.to("", "pods", "get", "list", "watch"),
          Permission.to("", "pods/log", "get"),
          Permission.to("", "pods/portforward", "get", "create"),
          Permission.to("", "events", "list"));

  private final List<Permission> rights;

  private RequiredPermissions(List<Permission> rights) {
    this.rights = List.copyOf(rights);
  }

  /** Permissions of every session. */
  public static RequiredPermissions ofSessions() {
    return new RequiredPermissions(SESSION);
  }

  /** Permissions of every session and of these resources. */
  public static RequiredPermissions forAll(Collection<HasMetadata> resources) {
    Map<String, Permission> all = new LinkedHashMap<>();
    SESSION.forEach(right -> all.put(key(right), right));
    for (HasMetadata resource : resources) {
      if (resource instanceof Namespaced || resource instanceof GenericKubernetesResource) {
        Permission right = Permission.to(group(resource), plural(resource), APPLY);
        all.putIfAbsent(key(right), right);
      }
    }
    return new RequiredPermissions(new ArrayList<>(all.values()));
  }

  private static String key(Permission right) {
    return right.group() + "/" + right.resource();
  }

  private static String group(HasMetadata resource) {
    String version = resource.getApiVersion();
    return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
  }

  private static String plural(HasMetadata resource) {
    return resource instanceof GenericKubernetesResource
        ? Pluralize.toPlural(resource.getKind().toLowerCase(Locale.ROOT))
        : resource.getPlural();
  }

  List<Permission> all() {
    return rights;
  }

  /**
   * Permissions without which the cluster refuses a session.
   *
   * @param server since Kubernetes 1.35, opening a WebSocket requires the verb create as well
   */
  List<Permission> neededBy(ServerVersion server) {
    return rights.stream()
        .map(
            right ->
                right.resource().equals("pods/portforward") && server.isOlderThan(1, 35)
                    ? right.only(List.of("get"))
                    : right)
        .toList();
  }
}
