package dev.innerloop.cluster.tenancy;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tenants of a cluster that concern its user. Most users may not read any. */
public final class Tenants {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final ApiGroups groups;
  private final Tenancy tenancy;
  private final Optional<Identity> identity;

  /**
   * @param identity empty if the API server does not report it
   */
  public Tenants(
      KubernetesClient client,
      ApiErrors errors,
      ApiGroups groups,
      Tenancy tenancy,
      Optional<Identity> identity) {
    this.client = client;
    this.errors = errors;
    this.groups = groups;
    this.tenancy = tenancy;
    this.identity = identity;
  }

  /**
   * The tenant to work in: the configured one, else the only one that concerns the user.
   *
   * @return empty if there are no tenants, or none that the user may see
   * @throws Problem if the user must choose
   */
  public Optional<Tenant> chosen(Optional<String> wanted) {
    List<Tenant> mine = mine();
    if (wanted.isPresent()) {
      String name = wanted.get();
      return Optional.of(
          mine.stream()
              .filter(tenant -> tenant.name().equals(name))
              .findFirst()
              .orElseGet(() -> Tenant.named(name)));
    }
    List<Tenant> candidates = narrowed(mine);
    if (candidates.size() > 1) {
      throw new Problem(
          "You belong to several tenants of "
              + tenancy.title()
              + ": "
              + candidates.stream().map(Tenant::name).sorted().collect(Collectors.joining(", "))
              + ".",
          "Set the one to work in: -Ddev.tenant=" + candidates.get(0).name());
    }
    return candidates.stream().findFirst();
  }

  /** A sandbox is the first choice; then a tenant that the user owns. */
  private static List<Tenant> narrowed(List<Tenant> mine) {
    List<Tenant> sandboxes = mine.stream().filter(it -> it.sandbox().isPresent()).toList();
    return sandboxes.size() == 1 ? sandboxes : mine;
  }

  private List<Tenant> mine() {
    if (identity.isEmpty() || (tenancy != Tenancy.MTO && tenancy != Tenancy.CAPSULE)) {
      return List.of();
    }
    if (!groups.has(tenancy.group())) {
      return List.of();
    }
    try {
      return all(client, groups, tenancy).list().getItems().stream()
          .map(tenant -> TenantReader.read(tenancy, tenant, identity.get()))
          .filter(tenant -> tenant.owned() || tenant.sandbox().isPresent())
          .toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND) {
        return List.of();
      }
      throw errors.problem("list its tenants", e);
    }
  }

  private static MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all(KubernetesClient client, ApiGroups groups, Tenancy tenancy) {
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(tenancy.group())
            .withVersion(groups.version(tenancy.group()).orElseThrow())
            .withKind("Tenant")
            .withPlural("tenants")
            .withNamespaced(false)
            .build());
  }

  /** The operator's object of a tenant; empty if the user may not read it. */
  public static Optional<GenericKubernetesResource> read(
      KubernetesClient client, ApiGroups groups, Tenancy tenancy, String name) {
    if (!groups.has(tenancy.group())) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(all(client, groups, tenancy).withName(name).get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
