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
 * How resources become trees and text, and trees become resources.
 *
 * <p>One serialization serves all: each that is made would get to know every class anew by
 * reflection, and the client's own first loads each of the five hundred kinds that it has a class
 * for. Together these were seconds of every start.
 */
public final class ResourceFormat {

  /** The kinds that apps and namespaces are usually made of. */
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

  /** What everybody uses; it is safe for threads, and nobody registers further kinds with it. */
  public static KubernetesSerialization serialization() {
    return SERIALIZATION;
  }

  /** The tree of a resource, as it would be written. */
  public static Mapping tree(HasMetadata resource, Position at) {
    return (Mapping) Node.of(SERIALIZATION.convertValue(resource, Map.class), at);
  }

  /**
   * The resource that a tree is, of the class of its kind; of a kind that has none, a generic one.
   *
   * @throws RuntimeException of the JSON library, if it is not of the form of its kind
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

  /** Made at the first use of an unusual kind. */
  private static final class AllKinds {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  }
}
