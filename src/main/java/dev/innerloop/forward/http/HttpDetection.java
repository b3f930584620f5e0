package dev.innerloop.forward.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** Tells HTTP/1 from other protocols by how a connection begins. */
public final class HttpDetection {

  private static final int LONGEST_METHOD = 24;

  private HttpDetection() {}

  /** Whether a word and a space come first, as in "GET /"; HTTP/2 without TLS begins with PRI. */
  public static @Nullable Boolean isHttp(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte next = bytes[i];
      if (next == ' ') {
        return i > 0 && !new String(bytes, 0, i, US_ASCII).equals("PRI");
      }
      boolean emptyLine = i < 2 && (next == '\r' || next == '\n');
      boolean word =
          (next >= 'A' && next <= 'Z')
              || (next >= 'a' && next <= 'z')
              || next == '-'
              || next == '_';
      if (!emptyLine && !word) {
        return false;
      }
    }
    return length > LONGEST_METHOD ? Boolean.FALSE : null;
  }
}
