package dev.innerloop.cluster.access;

import dev.innerloop.cluster.facts.ServerVersion;
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
public final class LoopRights {

  private static final String[] APPLY = {"get", "list", "create", "patch", "delete"};

  /**
   * Permissions for everything that a session does with an app that has only the usual resources.
   */
  private static final List<Right> SESSION =
      List.of(
          Right.to("apps", "deployments", "get", "list", "watch", "create", "patch", "delete"),
          Right.to("apps", "replicasets", "get", "list", "watch"),
          Right.to("", "services", APPLY),
          Right.to("", "configmaps", APPLY),
          Right.to("", "secrets", APPLY),
          Right.to("", "pods", "get", "list", "watch"),
          Right.to("", "pods/log", "get"),
          Right.to("", "pods/portforward", "get", "create"),
          Right.to("", "events", "list"));

  private final List<Right> rights;

  private LoopRights(List<Right> rights) {
    this.rights = List.copyOf(rights);
  }

  /** Permissions of every session. */
  public static LoopRights ofSessions() {
    return new LoopRights(SESSION);
  }

  /** Permissions of every session and of these resources. */
  public static LoopRights forAll(Collection<HasMetadata> resources) {
    Map<String, Right> all = new LinkedHashMap<>();
    SESSION.forEach(right -> all.put(key(right), right));
    for (HasMetadata resource : resources) {
      if (resource instanceof Namespaced || resource instanceof GenericKubernetesResource) {
        Right right = Right.to(group(resource), plural(resource), APPLY);
        all.putIfAbsent(key(right), right);
      }
    }
    return new LoopRights(new ArrayList<>(all.values()));
  }

  private static String key(Right right) {
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

  List<Right> all() {
    return rights;
  }

  /**
   * Permissions without which the cluster refuses a session.
   *
   * @param server since Kubernetes 1.35, opening a WebSocket requires the verb create as well
   */
  List<Right> neededBy(ServerVersion server) {
    return rights.stream()
        .map(
            right ->
                right.resource().equals("pods/portforward") && server.isOlderThan(1, 35)
                    ? right.only(List.of("get"))
                    : right)
        .toList();
  }
}
