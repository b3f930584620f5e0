package dev.innerloop.cluster.tenancy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;

/** The limit in each operator's Tenant; empty if it sets none. */
final class AllowanceReader {

  private AllowanceReader() {}

  static Allowance read(Tenancy tenancy, GenericKubernetesResource tenant, Limit limit) {
    return tenancy == Tenancy.MTO ? stakater(tenant, limit) : capsule(tenant, limit);
  }

  private static Allowance stakater(GenericKubernetesResource tenant, Limit limit) {
    return switch (limit) {
      case IMAGE -> listed(TenantField.of(tenant, "spec", "imageRegistries"));
      case HOST -> listed(TenantField.of(tenant, "spec", "hostValidationConfig"));
      case STORAGE_CLASS -> listed(TenantField.of(tenant, "spec", "storageClasses"));
      case SERVICE_ACCOUNT ->
          Allowance.ofDenied(
              TenantField.of(tenant, "spec", "serviceAccounts", "denied").texts().toList());
    };
  }

  /** Since 0.11, rules replace lists; a tenant may have both. */
  private static Allowance capsule(GenericKubernetesResource tenant, Limit limit) {
    return switch (limit) {
      case IMAGE ->
          ruled(
              listed(TenantField.of(tenant, "spec", "containerRegistries")),
              tenant,
              "workloads",
              "registries");
      case HOST ->
          ruled(
              listed(TenantField.of(tenant, "spec", "ingressOptions", "allowedHostnames")),
              tenant,
              "ingress",
              "hostnames");
      case STORAGE_CLASS -> listed(TenantField.of(tenant, "spec", "storageClasses"));
      case SERVICE_ACCOUNT -> Allowance.ofAllowed(List.of(), List.of());
    };
  }

  private static Allowance listed(TenantField list) {
    return Allowance.ofAllowed(
        list.in("allowed").texts().toList(), list.in("allowedRegex").text().stream().toList());
  }

  private static Allowance ruled(
      Allowance lists, GenericKubernetesResource tenant, String part, String field) {
    List<String> values = new ArrayList<>(lists.values());
    List<String> patterns = new ArrayList<>(lists.patterns());
    TenantField.of(tenant, "spec", "rules")
        .elements()
        .map(rule -> rule.in("enforce"))
        .filter(enforced -> enforced.in("action").text().filter("allow"::equals).isPresent())
        .flatMap(enforced -> enforced.in(part).in(field).elements())
        .filter(matcher -> !matcher.in("negate").isTrue())
        .forEach(
            matcher -> {
              matcher.in("exact").texts().forEach(values::add);
              matcher.in("exp").text().ifPresent(patterns::add);
            });
    return Allowance.ofAllowed(values, patterns);
  }
}
