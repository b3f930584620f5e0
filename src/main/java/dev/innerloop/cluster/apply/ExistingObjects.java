package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.applyset.ApiKinds;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/** The existing objects of a namespace. Without read permission, an object counts as existing. */
public final class ExistingObjects implements ClusterObjects {

  private final NamespaceClient api;
  private final TenantLimits limits;

  public ExistingObjects(NamespaceClient api, TenantLimits limits) {
    this.api = api;
    this.limits = limits;
  }

  @Override
  public Presence of(String kind, String name) {
    try {
      Object found =
          api.client()
              .genericKubernetesResources("v1", kind)
              .inNamespace(api.namespace())
              .withName(name)
              .get();
      return found == null ? Presence.ABSENT : Presence.PRESENT;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Presence.UNKNOWN;
      }
      throw api.errors().problem("find " + kind + " " + name, e);
    }
  }

  /** References that no file contains are left to the API server. */
  @Override
  public List<Refusal> refusals(Resources resources) {
    List<Refusal> refusals = new ArrayList<>();
    try (ParallelRequests parallel = new ParallelRequests()) {
      new DryRun(api, new ApiKinds(api.client(), resources.all()), limits)
          .withoutLive(resources.all(), parallel)
          .get()
          .forEach(step -> refusals.addAll(refusals(step)));
    }
    return refusals;
  }

  private static List<Refusal> refusals(ApplyStep step) {
    return step.answer() instanceof ApplyStep.Answer.Refused refused
        ? refused.byField().stream()
            .map(
                it ->
                    new Refusal(
                        step.wanted().getKind(),
                        step.wanted().getMetadata().getName(),
                        it.field(),
                        it.message()))
            .toList()
        : List.of();
  }
}
