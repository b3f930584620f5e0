package dev.innerloop.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderSyntaxTest {

  /** Each placeholder becomes its content in angle brackets; those without letters are kept. */
  @ParameterizedTest
  @CsvSource({
    "PROJECT, a ${b} c, a <b> c",
    "PROJECT, $${b}, ${b}",
    "PROJECT, $$${b}, $${b}",
    "PROJECT, $$ $b ${b}${c}, $$ $b <b><c>",
    "PROJECT, ${b} ${c, <b> ${c",
    "PROJECT, ${a${b}}, <a${b>}",
    "SPRING, ${a:${b}}, <a:${b}>",
    "SPRING, \\${b} ${c}, ${b} <c>",
    "SPRING, \\${b ${c, \\${b ${c",
    "ENTRY, $${b} $b ${1} ${c}, $<b> $b ${1} <c>",
  })
  void replacesWhatIsAPlaceholder(PlaceholderSyntax syntax, String text, String replaced) {
    assertThat(syntax.replace(text, (content, index) -> value(content))).isEqualTo(replaced);
  }

  @Test
  void reportsWhereAPlaceholderIsNotClosed() {
    List<Integer> unclosed = new ArrayList<>();

    PlaceholderSyntax.PROJECT.replace(
        "${a} ${b ${c",
        new PlaceholderSyntax.Resolver() {

          @Override
          public String value(String content, int index) {
            return content;
          }

          @Override
          public void unclosed(int index) {
            unclosed.add(index);
          }
        });

    assertThat(unclosed).containsExactly(5);
  }

  private static @Nullable String value(String content) {
    return content.matches("\\d+") ? null : "<" + content + ">";
  }
}
