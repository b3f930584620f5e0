package dev.innerloop.cluster.tenancy;

import dev.innerloop.cluster.api.Identity;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Tenant of each operator says of a user. Fields have moved over the versions of both. */
final class TenantReader {

  private TenantReader() {}

  static Tenant read(Tenancy tenancy, GenericKubernetesResource tenant, Identity identity) {
    return tenancy == Tenancy.MTO ? stakater(tenant, identity) : capsule(tenant, identity);
  }

  /** {@code spec.accessControl.owners} since v1beta3, {@code spec.owners} before. */
  private static Tenant stakater(GenericKubernetesResource tenant, Identity identity) {
    boolean owned =
        Stream.of(at(tenant, "spec", "accessControl", "owners"), at(tenant, "spec", "owners"))
            .anyMatch(
                owners ->
                    texts(in(owners, "users")).anyMatch(identity.user()::equals)
                        || texts(in(owners, "groups")).anyMatch(identity.groups()::contains));
    Optional<String> sandbox = text(in(at(tenant, "status", "deployedSandboxes"), identity.user()));
    return new Tenant(tenant.getMetadata().getName(), owned, false, sandbox);
  }

  /** {@code status.owners} has those that are named elsewhere, too. */
  private static Tenant capsule(GenericKubernetesResource tenant, Identity identity) {
    boolean owned =
        Stream.of(at(tenant, "spec", "owners"), at(tenant, "status", "owners"))
            .flatMap(TenantReader::elements)
            .anyMatch(owner -> isOf(owner, identity));
    return new Tenant(
        tenant.getMetadata().getName(),
        owned,
        Boolean.TRUE.equals(at(tenant, "spec", "forceTenantPrefix")),
        Optional.empty());
  }

  private static boolean isOf(Object owner, Identity identity) {
    String name = text(in(owner, "name")).orElse("");
    return text(in(owner, "kind")).orElse("").equals("Group")
        ? identity.groups().contains(name)
        : identity.user().equals(name);
  }

  private static @Nullable Object at(GenericKubernetesResource tenant, Object... path) {
    return tenant.get(path);
  }

  private static @Nullable Object in(@Nullable Object object, String field) {
    return object instanceof Map<?, ?> map ? map.get(field) : null;
  }

  private static Stream<?> elements(@Nullable Object list) {
    return list instanceof List<?> elements ? elements.stream() : Stream.empty();
  }

  private static Stream<String> texts(@Nullable Object list) {
    return elements(list).filter(String.class::isInstance).map(String.class::cast);
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }
}
