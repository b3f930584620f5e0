package dev.innerloop.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedLineReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a\n",
        "a\nb",
        "a\r\nb\r\n",
        "a\rb\r",
        "\n\n",
        "\r\n\r\n",
        "a\n\rb",
        "\r\r\n"
      })
  void readsLinesAsTheJdkDoes(String text) throws IOException {
    assertThat(read(text, 100)).isEqualTo(text.lines().toList());
  }

  @Test
  void readsALongLineInPieces() throws IOException {
    assertThat(read("abcdefgh\nxy\n", 3)).containsExactly("abc", "+def", "+gh", "xy");
  }

  @Test
  void aLineAsLongAsOnePieceIsFollowedByTheNextLine() throws IOException {
    assertThat(read("abc\n\nabc\r\nd\nabc", 3)).containsExactly("abc", "", "abc", "d", "abc");
  }

  @Test
  void doesNotCutACharacterInTwo() throws IOException {
    assertThat(read("ab\ud83d\ude00cd", 3)).containsExactly("ab", "+\ud83d\ude00c", "+d");
  }

  @Test
  void keepsLinesLongerThanItsBufferWhole() throws IOException {
    String line = "x".repeat(30_000);
    assertThat(read(line + "\n" + line, BoundedLineReader.LONGEST)).containsExactly(line, line);
  }

  @Test
  void readsWithoutEndAndWithoutLineEndsInTheMemoryOfOnePiece() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    try (BoundedLineReader reader = new BoundedLineReader(endless)) {
      for (int i = 0; i < 1000; i++) {
        assertThat(reader.readLine()).hasSize(BoundedLineReader.LONGEST);
        assertThat(reader.isContinuation()).isEqualTo(i > 0);
      }
    }
  }

  /** Continuations are marked with a plus. */
  private static List<String> read(String text, int longest) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BoundedLineReader reader =
        new BoundedLineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), longest)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(reader.isContinuation() ? "+" + line : line);
      }
    }
    return lines;
  }
}
