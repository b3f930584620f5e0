package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the API server's rejection of a resource into what the user can act on. */
public final class ApplyProblems {

  private final ApiErrors errors;
  private final KubernetesSerialization serialization;
  private final String namespace;
  private final TenantLimits limits;

  public ApplyProblems(
      ApiErrors errors,
      KubernetesSerialization serialization,
      String namespace,
      TenantLimits limits) {
    this.errors = errors;
    this.serialization = serialization;
    this.namespace = namespace;
    this.limits = limits;
  }

  /** Whether only deleting and recreating it would apply the change. */
  public static boolean isOfFixedFields(KubernetesClientException e) {
    return ImmutableFields.concerns(e);
  }

  /**
   * @param live null if there is none
   */
  public Problem problem(
      HasMetadata wanted, @Nullable HasMetadata live, KubernetesClientException e) {
    String kind = wanted.getKind();
    String name = wanted.getMetadata().getName();
    if (FieldConflicts.concern(e)) {
      return FieldConflicts.problem(kind, name, mapping(wanted), mapping(live), e);
    }
    if (live != null && isOfFixedFields(e)) {
      return ImmutableFields.problem(kind, name, namespace, tree(wanted), tree(live), e);
    }
    return limits
        .explain(wanted, e)
        .orElseGet(() -> errors.problem("apply " + kind + " " + name, e));
  }

  private Mapping mapping(@Nullable HasMetadata resource) {
    return (Mapping) Node.of(tree(resource), new Position("the cluster", 0));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> tree(@Nullable HasMetadata resource) {
    return resource == null ? Map.of() : serialization.convertValue(resource, Map.class);
  }
}
