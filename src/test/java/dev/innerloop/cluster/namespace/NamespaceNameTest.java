package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceNameTest {

  @ParameterizedTest
  @CsvSource({
    "anna, shop, anna-shop",
    "Anna.Berg@example.org, shop, anna-berg-shop",
    "EXAMPLE\\anna, shop, example-anna-shop",
    "kube:admin, shop, dev-kube-admin-shop",
    "anna, '', anna",
  })
  void namesAreOfUserAndApp(String user, String app, String name) {
    assertThat(NamespaceName.of(user, app)).isEqualTo(name);
  }

  @Test
  void truncatedNamesRemainDistinct() {
    String first = NamespaceName.of("anna", "a".repeat(70) + "1");
    String second = NamespaceName.of("anna", "a".repeat(70) + "2");
    assertThat(first).hasSizeLessThanOrEqualTo(63).isNotEqualTo(second);
  }

  @Test
  void aUserWithoutLatinLettersGetsAName() {
    assertThat(NamespaceName.of("\u5f20\u4f1f", "shop"))
        .matches("[0-9a-f]+-shop")
        .isNotEqualTo(NamespaceName.of("\u738b\u82b3", "shop"));
  }
}
