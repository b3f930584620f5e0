package dev.innerloop.cluster.applyset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupKindTest {

  @Test
  void isWrittenAsApplySetsDo() {
    assertThat(GroupKind.of(new IngressBuilder().build())).hasToString("Ingress.networking.k8s.io");
    assertThat(GroupKind.of(new ServiceBuilder().build())).hasToString("Service");
  }

  @Test
  void isReadAsItIsWritten() {
    String written = "ConfigMap,Deployment.apps,Ingress.networking.k8s.io";

    assertThat(GroupKind.join(GroupKind.parseAll(written))).isEqualTo(written);
    assertThat(GroupKind.parseAll("")).isEmpty();
  }

  @Test
  void isInAlphabeticalOrderSoThatTheSameKindsAreTheSameText() {
    assertThat(
            GroupKind.join(
                GroupKind.of(List.of(new ServiceBuilder().build(), new IngressBuilder().build()))))
        .isEqualTo("Ingress.networking.k8s.io,Service");
  }

  /**
   * {@code printf NAME.NAMESPACE.ConfigMap. | openssl dgst -sha256 -binary | basenc --base64url}.
   */
  @Test
  void identifiesASetAsKubectlDoes() {
    assertThat(ApplySet.id("shop.applyset", "dev"))
        .isEqualTo("applyset-PlVfyOG4ubjhSvhMvaEYvKCcvsSYwxfLGPCsKpHjTBw-v1");
  }
}
