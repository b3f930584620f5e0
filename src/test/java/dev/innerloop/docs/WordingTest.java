package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Phrases that are never right do not come back: not in messages, not in the descriptions of goals
 * and parameters, not in README and site. The list has what to write instead.
 */
class WordingTest {

  private static final Path PHRASES = Path.of("src/test/resources/wording/phrases.txt");

  /** A comment, a text block (1), a literal (2) or a character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\n"
              + "]*|\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\n"
              + "])*)\"|'(?:\\\\.|[^'\\\\\n"
              + "])+'",
          Pattern.DOTALL);

  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  /** A text that users read, and the file in which it is. */
  private record Text(Path file, String words) {}

  @Test
  void noMessageHasAnUnwantedPhrase() {
    List<Text> messages =
        Stream.of("src/main/java", "src/agent/java")
            .flatMap(root -> files(root, ".java"))
            .flatMap(file -> messages(file).map(words -> new Text(file, words)))
            .toList();

    assertThat(messages).hasSizeGreaterThan(1000);
    assertThat(unwanted(messages)).isEmpty();
  }

  @Test
  void noDescriptionOfAGoalOrParameterHasAnUnwantedPhrase() {
    List<Text> descriptions =
        files("src/main/java/dev/innerloop/mojo", ".java")
            .flatMap(file -> javadoc(file).map(words -> new Text(file, words)))
            .toList();

    assertThat(descriptions).hasSizeGreaterThan(100);
    assertThat(unwanted(descriptions)).isEmpty();
  }

  @Test
  void noPageHasAnUnwantedPhrase() {
    List<Text> pages =
        Stream.concat(Stream.of(Path.of("README.md")), files("src/site", ".md"))
            .map(file -> new Text(file, read(file)))
            .toList();

    assertThat(pages).hasSizeGreaterThan(5);
    assertThat(unwanted(pages)).isEmpty();
  }

  @Test
  void findsAPhraseInAMessageThatIsWrittenInPieces() {
    assertThat(
            messages("say(\"The Secret is made \"\n    + \"anew\" + name + \" by whoever\");")
                .toList())
        .containsExactly("The Secret is made anew", " by whoever");
    assertThat(messages("/** Of a \"roll-out\". */ // a \"roll-out\"\nint x;").toList()).isEmpty();
  }

  @Test
  void eachPhraseHasAReplacement() {
    assertThat(phrases()).isNotEmpty().doesNotContainValue("");
  }

  private static List<String> unwanted(List<Text> texts) {
    Map<String, String> phrases = phrases();
    Pattern any =
        Pattern.compile(
            "\\b(?:"
                + String.join("|", phrases.keySet().stream().map(Pattern::quote).toList())
                + ")\\b",
            Pattern.CASE_INSENSITIVE);
    List<String> found = new ArrayList<>();
    for (Text text : texts) {
      Matcher matcher = any.matcher(text.words().replaceAll("\\s+", " "));
      while (matcher.find()) {
        String phrase = matcher.group().toLowerCase(Locale.ROOT);
        found.add(text.file() + ": \"" + phrase + "\": write " + phrases.get(phrase));
      }
    }
    return found;
  }

  private static Map<String, String> phrases() {
    Map<String, String> phrases = new LinkedHashMap<>();
    for (String line : read(PHRASES).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int sign = line.indexOf(" = ");
        assertThat(sign).as(line).isPositive();
        phrases.put(line.substring(0, sign).strip(), line.substring(sign + 3).strip());
      }
    }
    return phrases;
  }

  private static Stream<String> messages(Path file) {
    return messages(read(file));
  }

  /**
   * Text blocks, and literals with those that are concatenated to them. One without a blank is a
   * value that programs read.
   */
  private static Stream<String> messages(String source) {
    List<String> messages = new ArrayList<>();
    int end = -1;
    for (Matcher token = TOKEN.matcher(source); token.find(); ) {
      String literal = token.group(2);
      if (token.group(1) != null) {
        messages.add(token.group(1));
      } else if (literal != null) {
        String text = literal.replace("\\n", "\n");
        if (end >= 0 && source.substring(end, token.start()).strip().equals("+")) {
          text = messages.remove(messages.size() - 1) + text;
        }
        messages.add(text);
        end = token.end();
      }
    }
    return messages.stream().filter(message -> message.contains(" "));
  }

  private static Stream<String> javadoc(Path file) {
    return JAVADOC
        .matcher(read(file))
        .results()
        .map(comment -> comment.group(1).replaceAll("(?m)^\\s*\\*", " "));
  }

  private static Stream<Path> files(String root, String suffix) {
    try (Stream<Path> all = Files.walk(Path.of(root))) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
