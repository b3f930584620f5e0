package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.model.jackson.Jackson2JdkTypesModule;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts resources to trees and text, and trees to resources.
 *
 * <p>One serialization is shared: each instance inspects every class by reflection, and the
 * client's own first loads all five hundred kinds that it has classes for. Together, these took
 * seconds of every start.
 */
public final class ResourceFormat {

  /** The usual kinds of apps and namespaces. */
  private static final List<Class<? extends KubernetesResource>> USUAL =
      List.of(
          ConfigMap.class,
          CronJob.class,
          DaemonSet.class,
          Deployment.class,
          Event.class,
          HorizontalPodAutoscaler.class,
          Ingress.class,
          Job.class,
          LimitRange.class,
          Namespace.class,
          NetworkPolicy.class,
          PersistentVolumeClaim.class,
          Pod.class,
          PodDisruptionBudget.class,
          ReplicaSet.class,
          ResourceQuota.class,
          Role.class,
          RoleBinding.class,
          Secret.class,
          Service.class,
          ServiceAccount.class,
          StatefulSet.class);

  private static final KubernetesSerialization SERIALIZATION = ofUsualKinds();

  private ResourceFormat() {}

  /** The shared serialization. It is thread-safe, and no other kinds are registered with it. */
  public static KubernetesSerialization serialization() {
    return SERIALIZATION;
  }

  /** The tree of a resource, as it is written to YAML. */
  public static Mapping tree(HasMetadata resource, Position at) {
    return (Mapping) Node.of(SERIALIZATION.convertValue(resource, Map.class), at);
  }

  /**
   * The resource of a tree, as an instance of the class of its kind, or a generic one for other
   * kinds.
   *
   * @throws RuntimeException of the JSON library, if it does not match its kind
   */
  public static HasMetadata resource(Mapping tree) {
    String version = tree.text("apiVersion").orElse("");
    String kind = tree.text("kind").orElse("");
    boolean usual = SERIALIZATION.getRegisteredKubernetesResource(version, kind) != null;
    return (usual ? SERIALIZATION : AllKinds.SERIALIZATION)
        .unmarshal(SERIALIZATION.asJson(tree.plain()));
  }

  private static KubernetesSerialization ofUsualKinds() {
    JsonMapper mapper =
        JsonMapper.builderWithJackson2Defaults().addModule(new Jackson2JdkTypesModule()).build();
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
    USUAL.forEach(serialization::registerKubernetesResource);
    return serialization;
  }

  /** Created at the first use of an unusual kind. */
  private static final class AllKinds {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  }

  /** Kind and name, such as {@code Deployment hello}. */
  public static String title(Mapping resource) {
    return resource.text("kind").orElse("?") + " " + resource.text("metadata", "name").orElse("?");
  }
}
