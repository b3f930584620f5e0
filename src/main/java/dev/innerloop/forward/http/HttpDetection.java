package dev.innerloop.forward.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** Tells HTTP/1 from other protocols by how a connection begins. */
public final class HttpDetection {

  private static final int LONGEST_METHOD = 24;
  private static final String HTTP2 = "PRI * HTTP/2";

  private HttpDetection() {}

  /**
   * Whether a word and a space come first, as in "GET /"; HTTP/2 without TLS begins with {@code PRI
   * * HTTP/2}. A script in a browser chooses any word of any length as its method, and must not
   * come past the checks of requests with it.
   */
  public static @Nullable Boolean isHttp(byte[] bytes, int length) {
    int begin = 0;
    while (begin < length && (bytes[begin] == '\r' || bytes[begin] == '\n')) {
      begin++; // servers skip empty lines before a request
    }
    for (int i = begin; i < length; i++) {
      byte next = bytes[i];
      if (next == ' ') {
        return begins(bytes, length, "PRI ") ? isHttp1(bytes, length) : Boolean.valueOf(i > 0);
      }
      if (!HeaderRules.isTokenCharacter(next)) {
        return false;
      }
    }
    return length > LONGEST_METHOD ? Boolean.TRUE : null;
  }

  private static @Nullable Boolean isHttp1(byte[] bytes, int length) {
    if (length >= HTTP2.length()) {
      return !begins(bytes, length, HTTP2);
    }
    return begins(bytes, length, HTTP2.substring(0, length)) ? null : Boolean.TRUE;
  }

  private static boolean begins(byte[] bytes, int length, String text) {
    return length >= text.length() && new String(bytes, 0, text.length(), US_ASCII).equals(text);
  }
}
