package dev.innerloop.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentReferencesTest {

  @ParameterizedTest
  @CsvSource({
    "http://$(HOST):$(PORT)/, http://db:5432/",
    "$$(HOST) $$, $(HOST) $",
    "$(UNKNOWN) $(HOST, $(UNKNOWN) $(HOST",
    "$HOST ${HOST} $, $HOST ${HOST} $"
  })
  void expandsAsKubernetes(String value, String expanded) {
    Map<String, String> variables = Map.of("HOST", "db", "PORT", "5432");

    assertThat(
            EnvironmentReferences.expand(value, name -> Optional.ofNullable(variables.get(name))))
        .isEqualTo(expanded);
  }

  @Test
  void aVariableFollowsThoseThatItRefersTo() {
    assertThat(order(Map.of("A", "$(Z)", "B", "b", "M", "$(A) $(OTHER)", "Z", "z")))
        .containsExactly("Z", "A", "B", "M");
  }

  @Test
  void aReferenceToTheSameNameIsNoCycle() {
    assertThat(order(Map.of("A", "a", "PATH", "$(PATH):/opt"))).containsExactly("A", "PATH");
  }

  @Test
  void aCycleIsAProblem() {
    assertThatThrownBy(() -> order(Map.of("A", "$(B)", "B", "$(C)", "C", "$(B)")))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "The environment variables B, C refer to each other, so none of them has a value.");
  }

  private static Iterable<String> order(Map<String, String> values) {
    return EnvironmentReferences.inOrder(new TreeMap<>(values).keySet(), values);
  }
}
