package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldDifferencesTest {

  @Test
  void reportsLeavesAndLeavesOutDefaults() {
    assertThat(
            FieldDifferences.between(
                Map.of("spec", Map.of("a", Map.of("b", 1), "same", List.of(1, 2))),
                Map.of(
                    "spec", Map.of("a", Map.of("b", 2), "same", List.of(1, 2), "defaulted", true))))
        .containsExactly(Map.entry("spec.a.b", new FieldDifferences.Pair(Optional.of(2), 1)));
  }

  @Test
  void comparesListsAsAWholeIfTheirLengthsDiffer() {
    assertThat(FieldDifferences.between(Map.of("l", List.of(1)), Map.of("l", List.of(1, 2))))
        .containsExactly(
            Map.entry("l", new FieldDifferences.Pair(Optional.of(List.of(1, 2)), List.of(1))));
    assertThat(FieldDifferences.between(Map.of("l", List.of(1, 3)), Map.of("l", List.of(1, 2))))
        .containsExactly(Map.entry("l[1]", new FieldDifferences.Pair(Optional.of(2), 3)));
  }

  @Test
  void reportsMissingPorts() {
    assertThat(FieldDifferences.between(Map.of("a", "x"), Map.of()))
        .containsExactly(Map.entry("a", new FieldDifferences.Pair(Optional.empty(), "x")));
  }
}
