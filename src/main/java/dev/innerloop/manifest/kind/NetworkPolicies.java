package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The NetworkPolicy, which allows traffic from the app's own namespace and configured ones. */
final class NetworkPolicies {

  /** The label that the API server sets on every namespace. */
  private static final String NAME = "kubernetes.io/metadata.name";

  private NetworkPolicies() {}

  static Stream<NetworkPolicy> of(PodPlan plan, Reasons why) {
    return plan.settings().network().allowedNamespaces().stream()
        .map(namespaces -> policy(plan, namespaces, why.of("NetworkPolicy", plan.name())));
  }

  private static NetworkPolicy policy(PodPlan plan, List<String> namespaces, Reasons why) {
    NetworkPolicyBuilder policy =
        new NetworkPolicyBuilder()
            .withMetadata(Metadata.of(plan))
            .withNewSpec()
            .withNewPodSelector()
            .withMatchLabels(plan.selector())
            .endPodSelector()
            .withPolicyTypes("Ingress")
            .addNewIngress()
            .addNewFrom()
            .withNewPodSelector()
            .endPodSelector()
            .endFrom()
            .endIngress()
            .endSpec();
    for (int i = 0; i < namespaces.size(); i++) {
      policy
          .editSpec()
          .editFirstIngress()
          .addNewFrom()
          .withNewNamespaceSelector()
          .addToMatchLabels(
              NAME,
              why.take(
                  "spec.ingress[0].from[%d].namespaceSelector.matchLabels[%s]"
                      .formatted(i + 1, NAME),
                  namespaces.get(i),
                  "networkPolicy.namespaces in the POM"))
          .endNamespaceSelector()
          .endFrom()
          .endIngress()
          .endSpec();
    }
    return policy.build();
  }
}
