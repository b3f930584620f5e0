package dev.innerloop.cluster.tenancy;

import dev.innerloop.cluster.api.Identity;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;
import java.util.stream.Stream;

/** What each operator's Tenant says about a user. Fields have moved between versions of both. */
final class TenantReader {

  private TenantReader() {}

  static Tenant read(Tenancy tenancy, GenericKubernetesResource tenant, Identity identity) {
    return tenancy == Tenancy.MTO ? stakater(tenant, identity) : capsule(tenant, identity);
  }

  /** {@code spec.accessControl.owners} since v1beta3, {@code spec.owners} before. */
  private static Tenant stakater(GenericKubernetesResource tenant, Identity identity) {
    boolean owned =
        Stream.of(
                TenantField.of(tenant, "spec", "accessControl", "owners"),
                TenantField.of(tenant, "spec", "owners"))
            .anyMatch(
                owners ->
                    owners.in("users").texts().anyMatch(identity.user()::equals)
                        || owners.in("groups").texts().anyMatch(identity.groups()::contains));
    Optional<String> sandbox =
        TenantField.of(tenant, "status", "deployedSandboxes").in(identity.user()).text();
    return new Tenant(tenant.getMetadata().getName(), owned, false, sandbox);
  }

  /** {@code status.owners} includes those that are defined elsewhere. */
  private static Tenant capsule(GenericKubernetesResource tenant, Identity identity) {
    boolean owned =
        Stream.of(
                TenantField.of(tenant, "spec", "owners"),
                TenantField.of(tenant, "status", "owners"))
            .flatMap(TenantField::elements)
            .anyMatch(owner -> isOf(owner, identity));
    return new Tenant(
        tenant.getMetadata().getName(),
        owned,
        TenantField.of(tenant, "spec", "forceTenantPrefix").isTrue(),
        Optional.empty());
  }

  private static boolean isOf(TenantField owner, Identity identity) {
    String name = owner.in("name").text().orElse("");
    return owner.in("kind").text().orElse("").equals("Group")
        ? identity.groups().contains(name)
        : identity.user().equals(name);
  }
}
