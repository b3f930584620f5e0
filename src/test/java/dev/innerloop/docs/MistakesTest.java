package dev.innerloop.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds each message of the page of mistakes against the code that prints it. */
class MistakesTest {

  private static final Path PAGE = Path.of("src/site/markdown/mistakes.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| (?<mistake>.+?) \\| `(?<message>[^`]+)` \\| (?<when>.+) \\|$");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** Between two literals of one text: what is not known before the program runs. */
  private static final char VALUE = '\u0001';

  private static final char END_OF_STATEMENT = '\u0002';

  private record Mistake(String mistake, String message) {}

  @Test
  void listsMoreThanFortyMistakes() throws IOException {
    List<Mistake> mistakes = mistakes();

    assertThat(mistakes).hasSizeGreaterThan(40);
    assertThat(mistakes).extracting(Mistake::message).doesNotHaveDuplicates();
    assertThat(mistakes).extracting(Mistake::mistake).doesNotHaveDuplicates();
  }

  @Test
  void everyMessageIsOneThatTheCodePrints() throws IOException {
    List<String> texts = texts();

    assertThat(mistakes())
        .map(Mistake::message)
        .filteredOn(message -> !isPrinted(message, texts))
        .as("messages that no code prints")
        .isEmpty();
  }

  @Test
  void findsAMessageThatNoCodePrints() throws IOException {
    assertThat(isPrinted("There is no property …, which is a pity.", texts())).isFalse();
  }

  @Test
  void aMessageMayBeComposed() {
    List<String> texts =
        List.of(
            text("new Problem(name + \" is \\\"\" + value +\n \"\\\", which\"\n + \" is bad.\");"));

    assertThat(isPrinted("… is \"…\", which is bad.", texts)).isTrue();
    assertThat(isPrinted("… is \"…\", which is good.", texts)).isFalse();
  }

  private static List<Mistake> mistakes() throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        mistakes.add(new Mistake(row.group("mistake"), row.group("message")));
      } else {
        assertThat(line).as("a row of another form").doesNotContain("` |");
      }
    }
    return mistakes;
  }

  private static boolean isPrinted(String message, List<String> texts) {
    Pattern printed =
        Pattern.compile(
            Stream.of(message.split("…", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(joining("[^" + END_OF_STATEMENT + "]{0,160}?")));
    return texts.stream().anyMatch(text -> printed.matcher(text).find());
  }

  private static List<String> texts() throws IOException {
    try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
        Stream<Path> agent = Files.walk(Path.of("src/agent/java"))) {
      return Stream.concat(main, agent)
          .filter(file -> file.toString().endsWith(".java"))
          .map(MistakesTest::read)
          .map(MistakesTest::text)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The literals of a source file, joined where it joins them. */
  private static String text(String source) {
    StringBuilder text = new StringBuilder();
    Matcher literal = LITERAL.matcher(source);
    int end = 0;
    while (literal.find()) {
      String between = source.substring(end, literal.start());
      if (between.contains(";")) {
        text.append(END_OF_STATEMENT);
      } else if (!between.isBlank() && !between.strip().equals("+")) {
        text.append(VALUE);
      }
      text.append(literal.group(1).replace("\\\"", "\"").replace("\\n", "\n"));
      end = literal.end();
    }
    return text.toString();
  }
}
