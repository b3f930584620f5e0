package dev.innerloop.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * In which order kinds are applied, so that what others need is there before them: that of Helm
 * ({@code InstallOrder} in its {@code kind_sorter.go}). Kinds that it does not know, such as those
 * of custom resources, come last. Removing goes the other way round.
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
   * Compares by it.
   *
   * @param kind of what is compared, such as {@code Service}
   */
  public static <T> Comparator<T> by(Function<T, String> kind) {
    return Comparator.comparingInt(resource -> rank(kind.apply(resource)));
  }

  private static int rank(String kind) {
    int index = KINDS.indexOf(kind);
    return index < 0 ? KINDS.size() : index;
  }
}
