package dev.innerloop.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeTemplateTest {

  private final ComposeTemplate template =
      new ComposeTemplate(name -> Optional.ofNullable(Map.of("SET", "set", "EMPTY", "").get(name)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$SET and ${SET}ting | set and setting",
        "[$UNSET${UNSET}] | []",
        "$$SET $${SET} | $SET ${SET}",
        "pa$1 word$ $, | pa$1 word$ $,",
        "${SET:-z}${EMPTY:-z}${UNSET:-z} | setzz",
        "${SET-z}[${EMPTY-z}]${UNSET-z} | set[]z",
        "${SET:+x}[${EMPTY:+x}${UNSET:+x}] | x[]",
        "${SET+x}${EMPTY+x}[${UNSET+x}] | xx[]",
        "${SET:?msg}[${EMPTY?msg}] | set[]",
        "${UNSET:-${EMPTY:-$SET}}! | set!",
        "${UNSET:-a-b:c} | a-b:c"
      })
  void readsAsCompose(String text, String value) throws Exception {
    assertThat(template.substitute(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${UNSET:?name the $SET} | the variable UNSET is not set: name the set",
        "${EMPTY:?} | the variable EMPTY is not set",
        "${UNSET?} | the variable UNSET is not set",
        "${1} | ${1} is not a variable",
        "${} | ${} is not a variable",
        "${SET | ${ is not closed"
      })
  void refusesWhatHasNoValue(String text, String message) {
    assertThatThrownBy(() -> template.substitute(text)).hasMessage(message);
  }

  @Test
  void doesNotSearchValuesForVariables() throws Exception {
    ComposeTemplate nested = new ComposeTemplate(name -> Optional.of("$OTHER"));

    assertThat(nested.substitute("$A")).isEqualTo("$OTHER");
  }
}
