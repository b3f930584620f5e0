package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstallOrderTest {

  @Test
  void putsFirstWhatOthersNeed() {
    assertThat(
            sorted(
                "Certificate",
                "Ingress",
                "Deployment",
                "Service",
                "CustomResourceDefinition",
                "PersistentVolumeClaim",
                "ConfigMap",
                "Secret",
                "ServiceAccount"))
        .containsExactly(
            "ServiceAccount",
            "Secret",
            "ConfigMap",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "Service",
            "Deployment",
            "Ingress",
            "Certificate");
  }

  @Test
  void keepsTheOrderWithinAKindAndOfKindsThatItDoesNotKnow() {
    assertThat(sorted("Zebra", "Ape")).containsExactly("Zebra", "Ape");
  }

  private static List<String> sorted(String... kinds) {
    return Stream.of(kinds).sorted(InstallOrder.by(Function.identity())).toList();
  }
}
