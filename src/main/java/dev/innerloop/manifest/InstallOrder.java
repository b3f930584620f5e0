package dev.innerloop.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which kinds are applied, so that dependencies exist first: the same as Helm's
 * ({@code InstallOrder} in its {@code kind_sorter.go}). Unknown kinds, such as custom resources,
 * come last. Deletion uses the reverse order.
 */
public final class InstallOrder {

  private static final List<String> KINDS =
      List.of(
          "PriorityClass",
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicationController",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration");

  private InstallOrder() {}

  /**
   * Compares by this order.
   *
   * @param kind returns the kind, such as {@code Service}
   */
  public static <T> Comparator<T> by(Function<T, String> kind) {
    return Comparator.comparingInt(resource -> rank(kind.apply(resource)));
  }

  private static int rank(String kind) {
    int index = KINDS.indexOf(kind);
    return index < 0 ? KINDS.size() : index;
  }
}
