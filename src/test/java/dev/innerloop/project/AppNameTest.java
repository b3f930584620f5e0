package dev.innerloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppNameTest {

  @ParameterizedTest
  @CsvSource({
    "shop, shop",
    "Shop.Web_UI, shop-web-ui",
    "3scale, scale",
    "--a--, a",
    "42, app",
  })
  void makesAnyArtifactIdALabel(String artifactId, String name) {
    assertThat(AppName.of(artifactId)).isEqualTo(name);
    assertThat(AppName.isValid(name)).isTrue();
  }

  @Test
  void cutsLongNamesWithoutATrailingHyphen() {
    assertThat(AppName.of("a".repeat(52) + "-tail")).isEqualTo("a".repeat(52));
  }
}
