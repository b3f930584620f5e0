package dev.innerloop.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8 text line by line, and long lines in pieces: however much comes without a line end,
 * it does not fill the heap.
 */
public final class BoundedLineReader implements Closeable {

  /** The longest line that is read in one piece, in characters. */
  public static final int LONGEST = 64 * 1024;

  private static final int BUFFER = 8 * 1024;

  private final Reader reader;
  private final int longest;
  private final char[] buffer = new char[BUFFER];
  private int from;
  private int to;
  private boolean skipsLineFeed;
  private boolean cut;
  private boolean continuation;

  public BoundedLineReader(InputStream in) {
    this(in, LONGEST);
  }

  /**
   * @param longest at least 2, the length of the longest character
   */
  BoundedLineReader(InputStream in, int longest) {
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    this.longest = longest;
  }

  /** The next line, or the next piece of a long one, without its line end; null at the end. */
  public @Nullable String readLine() throws IOException {
    continuation = cut;
    cut = false;
    StringBuilder line = new StringBuilder();
    while (from < to || fill()) {
      if (skipsLineFeed) {
        skipsLineFeed = false;
        if (buffer[from] == '\n') {
          from++;
          continue;
        }
      }
      if (take(line)) {
        if (!continuation || !line.isEmpty()) {
          return line.toString();
        }
        continuation = false; // the line was just as long as one piece: here the next one starts
      } else if (line.length() == longest) {
        cutBetweenCharacters(line);
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** Whether the last result of {@link #readLine()} continues the line of the one before. */
  public boolean isContinuation() {
    return continuation;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, reader.read(buffer));
    return to > 0;
  }

  /** Takes characters until the line ends, is too long, or there are no more; whether it ends. */
  private boolean take(StringBuilder line) {
    int limit = Math.min(to, from + longest - line.length());
    int end = from;
    while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
      end++;
    }
    line.append(buffer, from, end - from);
    from = end;
    if (end == limit) {
      return false;
    }
    skipsLineFeed = buffer[from] == '\r';
    from++;
    return true;
  }

  private void cutBetweenCharacters(StringBuilder line) {
    cut = true;
    int last = line.length() - 1;
    if (Character.isHighSurrogate(line.charAt(last))) {
      line.setLength(last);
      from--;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
