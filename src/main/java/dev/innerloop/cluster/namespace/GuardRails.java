package dev.innerloop.cluster.namespace;

import static java.util.stream.Collectors.toMap;

import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guard rails that are configured; none are created without configuration.
 *
 * @param quota the maximum that the namespace may use, by resource
 * @param entrances namespaces whose pods may connect to pods of this one; if empty, all may
 */
public record GuardRails(
    Map<String, String> quota,
    ContainerLimits containers,
    Optional<List<String>> entrances,
    Optional<PodSecurity> podSecurity) {

  public static final GuardRails NONE =
      new GuardRails(Map.of(), ContainerLimits.NONE, Optional.empty(), Optional.empty());

  private static final String NAME = "dev-guard-rails";

  public GuardRails {
    quota = Map.copyOf(quota);
    entrances = entrances.map(List::copyOf);
  }

  /** Labels that the namespace is created with. */
  public Map<String, String> labels() {
    return podSecurity
        .map(level -> Map.of(PodSecurity.LABEL, level.word()))
        .orElseGet(() -> Map.of());
  }

  /** Objects that are created in it: the quota last, so that it counts none of the others. */
  public List<HasMetadata> resources(String namespace) {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(NAME)
            .withNamespace(namespace)
            .addToLabels(Labels.MANAGED_BY, Labels.MANAGER)
            .addToLabels(Labels.COMPONENT, "guard-rails")
            .build();
    List<HasMetadata> resources = new ArrayList<>();
    entrances.ifPresent(open -> resources.add(policy(metadata, open)));
    if (!containers.equals(ContainerLimits.NONE)) {
      resources.add(limits(metadata));
    }
    if (!quota.isEmpty()) {
      resources.add(
          new ResourceQuotaBuilder()
              .withMetadata(metadata)
              .withNewSpec()
              .withHard(quantities(quota))
              .endSpec()
              .build());
    }
    return resources;
  }

  private HasMetadata limits(ObjectMeta metadata) {
    return new LimitRangeBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .withDefaultRequest(quantities(containers.requests()))
        .withDefault(quantities(containers.limits()))
        .withMax(quantities(containers.most()))
        .endLimit()
        .endSpec()
        .build();
  }

  private static HasMetadata policy(ObjectMeta metadata, List<String> open) {
    NetworkPolicyBuilder policy =
        new NetworkPolicyBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            .withNewPodSelector()
            .endPodSelector()
            .withPolicyTypes("Ingress")
            .addNewIngress()
            .addNewFrom()
            .withNewPodSelector()
            .endPodSelector()
            .endFrom()
            .endIngress()
            .endSpec();
    return open.isEmpty()
        ? policy.build()
        : policy
            .editSpec()
            .editFirstIngress()
            .addNewFrom()
            .withNewNamespaceSelector()
            .addNewMatchExpression()
            .withKey("kubernetes.io/metadata.name") // the API server sets it on all of them
            .withOperator("In")
            .withValues(open)
            .endMatchExpression()
            .endNamespaceSelector()
            .endFrom()
            .endIngress()
            .endSpec()
            .build();
  }

  private static Map<String, Quantity> quantities(Map<String, String> amounts) {
    return amounts.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, amount -> new Quantity(amount.getValue())));
  }
}
