package dev.innerloop.manifest.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the cases that compose-go documents for its dotenv format. */
class EnvFileTest {

  @TempDir Path folder;

  @Test
  void readsPropertiesAsJavaDoes() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("shop.properties"), "! why\na.b : c \\\n  d\nquoted=\"x\" # no\n");

    assertThat(EnvFile.read(file))
        .containsExactly(entry("a.b", "c d"), entry("quoted", "\"x\" # no"));
  }

  @Test
  void readsPropertiesInUtf8OrElseInLatin1() throws IOException {
    Path utf8 = Files.writeString(folder.resolve("utf8.properties"), "city=K\u00F6ln");
    Path latin =
        Files.writeString(
            folder.resolve("latin.properties"), "city=K\u00F6ln\neuro=\\u20AC", ISO_8859_1);

    assertThat(EnvFile.read(utf8)).containsExactly(entry("city", "K\u00F6ln"));
    assertThat(EnvFile.read(latin))
        .containsExactly(entry("city", "K\u00F6ln"), entry("euro", "\u20AC"));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() throws IOException {
    Path file = Files.writeString(folder.resolve(".env"), "\uFEFFA=1\r\nB=2\r\n");

    assertThat(EnvFile.read(file)).containsExactly(entry("A", "1"), entry("B", "2"));
  }

  @Test
  void aFileInAnotherEncodingIsAProblem() throws IOException {
    Path file = Files.writeString(folder.resolve(".env"), "A=K\u00F6ln", ISO_8859_1);

    assertThatThrownBy(() -> EnvFile.read(file))
        .isInstanceOf(Problem.class)
        .hasMessage(file + " is not UTF-8: it has bytes that are no characters.");
  }

  @Test
  void readsWhatShellsAndComposeRead() {
    assertThat(
            parse(
                """
                # a comment
                PLAIN=a b # and why
                HASH=a#b
                export EXPORTED=1
                SINGLE='$x # "y"'
                DOUBLE="line\\nnext \\"q\\" \\\\n" # why
                EMPTY=
                spring.datasource.url = jdbc:h2:mem:x;MODE=MySQL
                KEY="-----BEGIN-----
                abc
                -----END-----" # several lines
                J = 'first # line
                it\\'s the second'
                YAML: 1
                LAST=1\
                """))
        .containsExactly(
            entry("PLAIN", "a b"),
            entry("HASH", "a#b"),
            entry("EXPORTED", "1"),
            entry("SINGLE", "$x # \"y\""),
            entry("DOUBLE", "line\nnext \"q\" \\n"),
            entry("EMPTY", ""),
            entry("spring.datasource.url", "jdbc:h2:mem:x;MODE=MySQL"),
            entry("KEY", "-----BEGIN-----\nabc\n-----END-----"),
            entry("J", "first # line\nit's the second"),
            entry("YAML", "1"),
            entry("LAST", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FOO=bar | bar",
        "FOO =bar | bar",
        "FOO= bar | bar",
        "FOO=\"bar\" | bar",
        "FOO='bar' | bar",
        "FOO=\"escaped\\\"bar\" | escaped\"bar",
        "FOO=\"'d'\" | 'd'",
        "FOO: Foo=bar | Foo=bar",
        "FOO=1:B | 1:B",
        "export\tFOO=2 | 2",
        "export FOO=\"export A\" | export A",
        "FOO=a\\tb | a\\tb",
        "FOO=foobar= | foobar=",
        "FOO=bar #this is foo | bar",
        "FOO=bar # | bar",
        "FOO=123#not-a-comment | 123#not-a-comment",
        "FOO=\"bar#baz\"# | bar#baz",
        "FOO='bar#baz' # comment | bar#baz",
        "FOO=\"bar\\\\r\\ b\" | bar\\r\\ b",
        "FOO=\"\\0123\" | S",
        "FOO=\"\\x07\\u12e4\" | \\x07\\u12e4",
        "FOO=\"foo\\$BAR\" | foo$BAR",
        "FOO=\"foo\\${BAR}\" | foo${BAR}",
        "FOO=$$BAR | $BAR",
        "FOO='quote $BAR' | quote $BAR",
        "FOO=\"quote $SHELL_SET\" | quote shell",
        "FOO=${UNSET:-z}${UNSET-y}${SHELL_SET:+x} | zyx"
      })
  void readsAsCompose(String line, String value) {
    assertThat(parse(line)).containsExactly(entry("FOO", value));
  }

  @Test
  void valuesReferToEarlierVariablesAndTheEnvironmentOverridesThese() {
    assertThat(parse("A=1\nB=${A}_$A\nSHELL_SET=file\nC=$SHELL_SET\nD=$E\nE=late"))
        .containsExactly(
            entry("A", "1"),
            entry("B", "1_1"),
            entry("SHELL_SET", "file"),
            entry("C", "shell"),
            entry("D", ""),
            entry("E", "late"));
  }

  @Test
  void aNameAloneHasTheValueOfTheEnvironmentIfThereIsOne() {
    assertThat(parse("SHELL_SET\nUNSET\nexport SHELL_SET # why"))
        .containsExactly(entry("SHELL_SET", "shell"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no variable | \"no variable\" is not a variable name",
        "lol$wut | \"lol$wut\" is not a variable name",
        "A B=1 | \"A B\" is not a variable name",
        "=value | the variable has no name",
        "A=\"open | the quote \" is not closed",
        "A='it's' | \"s'\" follows a closing quote",
        "A=${B:?name it} | the variable B is not set: name it",
        "A=${1} | ${1} is not a variable"
      })
  void namesAnInvalidLine(String line, String what) {
    assertThatThrownBy(() -> parse("# first\nX=\"1\n2\"\n" + line + "\n"))
        .isInstanceOf(Problem.class)
        .hasMessage(".env:4: " + what + ".");
  }

  private static Map<String, String> parse(String text) {
    return DotEnv.parse(
        ".env", text, name -> name.equals("SHELL_SET") ? Optional.of("shell") : Optional.empty());
  }
}
