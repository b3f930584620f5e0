package dev.innerloop.cluster.applyset;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/** A resource that was applied for an app. */
public record Member(GroupKind kind, String name, String uid, ResourceDefinitionContext context) {

  /**
   * Kinds that are never deleted: their data cannot be recreated, or, as with
   * CustomResourceDefinitions and namespaces, other apps may use them.
   */
  private static final List<GroupKind> HOLDERS =
      List.of(
          new GroupKind("PersistentVolumeClaim", ""),
          new GroupKind("PersistentVolume", ""),
          new GroupKind("Namespace", ""),
          new GroupKind("CustomResourceDefinition", "apiextensions.k8s.io"));

  /** Whether it is never deleted. */
  public boolean isKept() {
    return isKept(kind);
  }

  public static boolean isKept(GroupKind kind) {
    return HOLDERS.contains(kind);
  }

  /** Such as {@code Service hello}. */
  public String title() {
    return kind.kind() + " " + name;
  }

  Resource<GenericKubernetesResource> in(String namespace, KubernetesClient client) {
    return context.isNamespaceScoped()
        ? client.genericKubernetesResources(context).inNamespace(namespace).withName(name)
        : client.genericKubernetesResources(context).withName(name);
  }
}
