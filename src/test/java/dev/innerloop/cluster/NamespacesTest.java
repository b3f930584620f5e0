package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespacesTest {

  @ParameterizedTest
  @CsvSource({
    "anna, shop, anna-shop",
    "Anna.Berg@example.org, shop, anna-berg-shop",
    "EXAMPLE\\anna, shop, example-anna-shop",
  })
  void namesAreOfUserAndApp(String user, String app, String name) {
    assertThat(Namespaces.nameOf(user, app)).isEqualTo(name);
  }

  @Test
  void longNamesStayDifferent() {
    String first = Namespaces.nameOf("anna", "a".repeat(70) + "1");
    String second = Namespaces.nameOf("anna", "a".repeat(70) + "2");
    assertThat(first).hasSizeLessThanOrEqualTo(63).isNotEqualTo(second);
  }
}
