package dev.innerloop.cluster.limit;

import dev.innerloop.cluster.tenancy.Tenancy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the Tenant of each operator says of a limit; empty if it says nothing. */
final class AllowanceReader {

  private AllowanceReader() {}

  static Allowance read(Tenancy tenancy, GenericKubernetesResource tenant, Limit limit) {
    return tenancy == Tenancy.MTO ? stakater(tenant, limit) : capsule(tenant, limit);
  }

  private static Allowance stakater(GenericKubernetesResource tenant, Limit limit) {
    return switch (limit) {
      case IMAGE -> listed(tenant.get("spec", "imageRegistries"));
      case HOST -> listed(tenant.get("spec", "hostValidationConfig"));
      case STORAGE_CLASS -> listed(tenant.get("spec", "storageClasses"));
      case SERVICE_ACCOUNT ->
          Allowance.ofDenied(texts(tenant.get("spec", "serviceAccounts", "denied")).toList());
    };
  }

  /** Since 0.11 rules say what lists said before; a tenant may have both. */
  private static Allowance capsule(GenericKubernetesResource tenant, Limit limit) {
    return switch (limit) {
      case IMAGE ->
          ruled(
              listed(tenant.get("spec", "containerRegistries")), tenant, "workloads", "registries");
      case HOST ->
          ruled(
              listed(tenant.get("spec", "ingressOptions", "allowedHostnames")),
              tenant,
              "ingress",
              "hostnames");
      case STORAGE_CLASS -> listed(tenant.get("spec", "storageClasses"));
      case SERVICE_ACCOUNT -> Allowance.ofAllowed(List.of(), List.of());
    };
  }

  private static Allowance listed(@Nullable Object list) {
    return Allowance.ofAllowed(
        texts(in(list, "allowed")).toList(), text(in(list, "allowedRegex")).toList());
  }

  private static Allowance ruled(
      Allowance lists, GenericKubernetesResource tenant, String part, String field) {
    List<String> values = new ArrayList<>(lists.values());
    List<String> patterns = new ArrayList<>(lists.patterns());
    elements(tenant.get("spec", "rules"))
        .map(rule -> in(rule, "enforce"))
        .filter(enforced -> text(in(enforced, "action")).anyMatch("allow"::equals))
        .flatMap(enforced -> elements(in(in(enforced, part), field)))
        .filter(matcher -> !Boolean.TRUE.equals(in(matcher, "negate")))
        .forEach(
            matcher -> {
              texts(in(matcher, "exact")).forEach(values::add);
              text(in(matcher, "exp")).forEach(patterns::add);
            });
    return Allowance.ofAllowed(values, patterns);
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

  private static Stream<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isEmpty() ? Stream.of(text) : Stream.empty();
  }
}
