package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the API server's rejection of a resource into what the user can act on. */
final class ApplyProblems {

  private final NamespaceClient api;
  private final TenantLimits limits;

  ApplyProblems(NamespaceClient api, TenantLimits limits) {
    this.api = api;
    this.limits = limits;
  }

  /** Whether only deleting and recreating it would apply the change. */
  static boolean isOfFixedFields(KubernetesClientException e) {
    return ImmutableFields.concerns(e);
  }

  /**
   * @param live null if there is none
   */
  Problem problem(HasMetadata wanted, @Nullable HasMetadata live, KubernetesClientException e) {
    String kind = wanted.getKind();
    String name = wanted.getMetadata().getName();
    if (FieldConflicts.concern(e)) {
      return FieldConflicts.problem(kind, name, mapping(wanted), mapping(live), e);
    }
    if (live != null && isOfFixedFields(e)) {
      return ImmutableFields.problem(kind, name, api.namespace(), tree(wanted), tree(live), e);
    }
    return limits
        .explain(wanted, e)
        .orElseGet(() -> api.errors().problem("apply " + kind + " " + name, e));
  }

  private Mapping mapping(@Nullable HasMetadata resource) {
    return (Mapping) Node.of(tree(resource), new Position("the cluster", 0));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> tree(@Nullable HasMetadata resource) {
    return resource == null
        ? Map.of()
        : api.client().getKubernetesSerialization().convertValue(resource, Map.class);
  }
}
