package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardRailsTest {

  @Test
  void createsOnlyWhatIsConfigured() {
    assertThat(GuardRails.NONE.resources("anna-shop")).isEmpty();
    assertThat(GuardRails.NONE.labels()).isEmpty();
  }

  @Test
  void theQuotaComesLastSoThatItCountsNoneOfTheOthers() {
    assertThat(all(List.of("ingress-nginx")).resources("anna-shop"))
        .extracting(it -> it.getKind())
        .containsExactly("NetworkPolicy", "LimitRange", "ResourceQuota");
    assertThat(all(List.of()).labels())
        .isEqualTo(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  @Test
  void onlyTheNamespaceItselfAndIngressControllersMayConnect() {
    assertThat(spec(all(List.of("ingress-nginx", "traefik")), "networkpolicy"))
        .isEqualTo(
            """
            spec:
              ingress:
              - from:
                - podSelector: {}
                - namespaceSelector:
                    matchExpressions:
                    - key: kubernetes.io/metadata.name
                      operator: In
                      values:
                      - ingress-nginx
                      - traefik
              podSelector: {}
              policyTypes:
              - Ingress
            """);
    // A selector without expressions would admit all namespaces.
    assertThat(spec(all(List.of()), "networkpolicy")).doesNotContain("namespaceSelector");
  }

  @Test
  void limitsApplyToContainersAndTheQuotaToTheNamespace() {
    assertThat(spec(all(List.of()), "limitrange"))
        .isEqualTo(
            """
            spec:
              limits:
              - default:
                  memory: 1Gi
                defaultRequest:
                  cpu: 100m
                max:
                  memory: 2Gi
                type: Container
            """);
    assertThat(spec(all(List.of()), "resourcequota"))
        .isEqualTo("spec:\n  hard:\n    limits.memory: 4Gi\n");
  }

  private static GuardRails all(List<String> entrances) {
    return new GuardRails(
        Map.of("limits.memory", "4Gi"),
        new ContainerLimits(
            Map.of("cpu", "100m"), Map.of("memory", "1Gi"), Map.of("memory", "2Gi")),
        Optional.of(entrances),
        Optional.of(PodSecurity.RESTRICTED));
  }

  private static String spec(GuardRails rails, String kind) {
    String yaml =
        new Resources(rails.resources("anna-shop"))
            .yaml()
            .get("dev-guard-rails-" + kind + ".yml")
            .replace("\"", "");
    return yaml.substring(yaml.indexOf("spec:"));
  }
}
