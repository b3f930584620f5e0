package dev.innerloop.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.namespace.ContainerLimits;
import dev.innerloop.cluster.namespace.GuardRails;
import dev.innerloop.cluster.namespace.PodSecurity;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardRailsConfigurationTest {

  @Test
  void areNoneUnlessAskedFor() {
    assertThat(rails("")).isEqualTo(GuardRails.NONE);
    assertThat(rails("<guardRails/>")).isEqualTo(GuardRails.NONE);
  }

  @Test
  void areReadFromThePom() {
    assertThat(
            rails(
                "<guardRails><quota><limits.memory>4Gi</limits.memory></quota>"
                    + "<requests><cpu>50m</cpu></requests><most><memory>2Gi</memory></most>"
                    + "<isolated>true</isolated><ingressNamespaces><n>edge</n></ingressNamespaces>"
                    + "<podSecurity>Restricted</podSecurity></guardRails>"))
        .isEqualTo(
            new GuardRails(
                Map.of("limits.memory", "4Gi"),
                new ContainerLimits(Map.of("cpu", "50m"), Map.of(), Map.of("memory", "2Gi")),
                Optional.of(List.of("edge")),
                Optional.of(PodSecurity.RESTRICTED)));
  }

  @Test
  void anIsolatedNamespaceIsOpenToTheUsualIngressControllers() {
    assertThat(rails("<guardRails><isolated>true</isolated></guardRails>").entrances())
        .hasValueSatisfying(it -> assertThat(it).contains("ingress-nginx", "kube-system"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <quota><pods>many</pods></quota> | guardRails.quota.pods is "many", which is not a valid quantity.
          <limits><memory>1 GB</memory></limits> | guardRails.limits.memory is "1 GB", which is not a valid quantity.
          <podSecurity>strict</podSecurity> | guardRails.podSecurity is "strict", which is not one of: privileged, baseline, restricted.
          <ingressNamespaces><n>edge</n></ingressNamespaces> | guardRails.ingressNamespaces is set, but guardRails.isolated is not.
          """)
  void saysWhatIsWrong(String configuration, String message) {
    assertThatThrownBy(() -> rails("<guardRails>" + configuration + "</guardRails>"))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }

  private static GuardRails rails(String configuration) {
    return Configured.guardRails("<configuration>" + configuration + "</configuration>");
  }
}
