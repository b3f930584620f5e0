package dev.innerloop.cluster.tenancy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;

/** The tenant that owns a namespace, according to the namespace's labels. */
record NamespaceTenant(Tenancy tenancy, String name) {

  /**
   * @return empty if no tenant owns it, or it may not be read
   */
  static Optional<NamespaceTenant> of(KubernetesClient client, String namespace) {
    try {
      return Optional.ofNullable(client.namespaces().withName(namespace).get())
          .map(it -> it.getMetadata().getLabels())
          .flatMap(NamespaceTenant::of);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<NamespaceTenant> of(Map<String, String> labels) {
    for (Tenancy tenancy : new Tenancy[] {Tenancy.MTO, Tenancy.CAPSULE}) {
      String name = tenancy.label().map(labels::get).orElse(null);
      if (name != null) {
        return Optional.of(new NamespaceTenant(tenancy, name));
      }
    }
    return Optional.empty();
  }

  /** The tenant's rule for a limit; empty if there is none, or the user may not read it. */
  Optional<Allowance> allowance(KubernetesClient client, Limit limit) {
    return Tenants.read(client, ApiGroups.of(client.getApiGroups()), tenancy, name)
        .map(tenant -> AllowanceReader.read(tenancy, tenant, limit))
        .filter(allowance -> !allowance.isEmpty());
  }

  /** In readable form: {@code tenant solar of Capsule}. */
  @Override
  public String toString() {
    return "tenant " + name + " of " + tenancy.title();
  }
}
