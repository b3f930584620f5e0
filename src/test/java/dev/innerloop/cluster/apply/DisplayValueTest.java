package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayValueTest {

  @ParameterizedTest
  @CsvSource({
    "Secret, .data.url",
    "Secret, .stringData.url",
    "Secret, .metadata.annotations.kubectl.kubernetes.io/last-applied-configuration",
    "ConfigMap, .data.db.password",
    "Deployment, '.spec.template.spec.containers[name=\"app\"].env[name=\"API_KEY\"].value'",
    "Job, 'spec.template.spec.containers[0].env[3].value'"
  })
  void hidesValuesThatMayBeSecret(String kind, String path) {
    assertThat(DisplayValue.of(kind, path, Optional.of("hunter2"))).isEqualTo("a hidden value");
  }

  @ParameterizedTest
  @CsvSource({
    "Secret, .metadata.labels.app",
    "ConfigMap, .data.url",
    "Deployment, .spec.template.spec.volumes[name=\"a\"].secret.secretName",
    "Deployment, .spec.template.spec.containers[name=\"app\"].image"
  })
  void showsTheRest(String kind, String path) {
    assertThat(DisplayValue.of(kind, path, Optional.of("plain"))).isEqualTo("plain");
  }

  @Test
  void isShort() {
    assertThat(DisplayValue.of("ConfigMap", ".data.x", Optional.of("a\nb\nc")))
        .isEqualTo("a text of 3 lines");
    assertThat(DisplayValue.of("ConfigMap", ".data.x", Optional.of("x".repeat(200)))).hasSize(81);
    assertThat(DisplayValue.of("Service", ".spec", Optional.of(Map.of("a", 1)))).isEqualTo("{a=1}");
    assertThat(DisplayValue.of("Service", ".spec", Optional.empty())).isEqualTo("nothing");
  }
}
