package dev.innerloop.forward.http;

import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;

/**
 * Where a message's body ends.
 *
 * @param length in bytes, if the kind is {@link Kind#LENGTH}
 */
public record Framing(Kind kind, long length) {

  public enum Kind {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  static final Framing NONE = new Framing(Kind.NONE, 0);
  public static final Framing CHUNKED = new Framing(Kind.CHUNKED, 0);
  public static final Framing UNTIL_CLOSE = new Framing(Kind.UNTIL_CLOSE, 0);

  public static Framing of(ClassicHttpRequest request) throws BadRequest {
    Framing framing = declared(request);
    if (framing.kind == Kind.UNTIL_CLOSE) {
      return NONE;
    }
    if (framing.kind == Kind.CHUNKED && !HttpVersion.HTTP_1_1.equals(request.getVersion())) {
      throw new BadRequest(400, "Chunks are of HTTP/1.1.");
    }
    return framing;
  }

  public static Framing of(ClassicHttpResponse response, String method) throws BadRequest {
    int code = response.getCode();
    return method.equals("HEAD") || code < 200 || code == 204 || code == 304
        ? NONE
        : declared(response);
  }

  /** Two lengths for one body are how requests are smuggled past a proxy. */
  private static Framing declared(HttpMessage message) throws BadRequest {
    Header[] lengths = message.getHeaders("Content-Length");
    Header[] codings = message.getHeaders("Transfer-Encoding");
    if (codings.length > 0) {
      if (lengths.length > 0) {
        throw new BadRequest(400, "Both Content-Length and Transfer-Encoding are given.");
      }
      if (codings.length > 1
          || !codings[0].getValue().strip().toLowerCase(Locale.ROOT).equals("chunked")) {
        throw new BadRequest(501, "No Transfer-Encoding but chunked is understood.");
      }
      return CHUNKED;
    }
    if (lengths.length == 0) {
      return UNTIL_CLOSE;
    }
    String length = lengths[0].getValue().strip();
    if (lengths.length > 1 || !length.matches("\\d{1,18}")) {
      throw new BadRequest(400, "Content-Length is not one number.");
    }
    return new Framing(Kind.LENGTH, Long.parseLong(length));
  }

  public boolean isEmpty() {
    return kind == Kind.NONE || (kind == Kind.LENGTH && length == 0);
  }
}
