package dev.innerloop.cluster.access;

import java.util.List;
import java.util.stream.Collectors;

/** A Role with the plugin's permissions and its binding, as YAML to copy. */
final class RoleManifest {

  private static final String NAME = "dev-maven-plugin";

  private RoleManifest() {}

  static String yaml(String namespace, String user, List<Permission> rights) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: %1$s, namespace: %2$s}
    rules:
    %3$s
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %1$s, namespace: %2$s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
    subjects:
    - %4$s
    """
        .formatted(
            NAME,
            namespace,
            rights.stream().map(RoleManifest::rule).collect(Collectors.joining("\n")),
            subject(user));
  }

  private static String rule(Permission right) {
    return "- {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
        .formatted(right.group(), right.resource(), String.join(", ", right.verbs()));
  }

  private static String subject(String user) {
    String[] parts = user.split(":");
    return user.startsWith("system:serviceaccount:") && parts.length == 4
        ? "{kind: ServiceAccount, namespace: " + parts[2] + ", name: " + parts[3] + "}"
        : "{apiGroup: rbac.authorization.k8s.io, kind: User, name: \"" + user + "\"}";
  }
}
