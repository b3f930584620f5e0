package dev.innerloop.forward.http;

import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.FormattedHeader;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;

/** What a proxy does with the headers of messages: checks, removes and adds. */
public final class HeaderRules {

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NOT_IN_TRAILERS =
      Set.of(
          "authorization",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "host",
          "set-cookie",
          "trailer");

  private static final int LONGEST_VALUE = 500;

  private HeaderRules() {}

  /**
   * Refuses what is no proper request, or comes by a foreign name, and gives it the form that an
   * app expects.
   */
  public static void check(ClassicHttpRequest request, AllowedHosts allowed)
      throws BadRequest, ProtocolException {
    if (!isToken(request.getMethod())) {
      throw new BadRequest(400, "The method is no word.");
    }
    if (request.getMethod().equals("CONNECT")) {
      throw new BadRequest(501, "This is a way to one app, not to other hosts: no CONNECT.");
    }
    if (request.getVersion() == null || request.getVersion().getMajor() != 1) {
      throw new BadRequest(505, "Only HTTP/1.0 and HTTP/1.1 are understood.");
    }
    checkHeaders(request);
    if (request.getHeaders("Host").length > 1
        || (isHttp11(request) && request.getHeader("Host") == null)) {
      throw new BadRequest(400, "There has to be one Host.");
    }
    origin(request);
    allowed.check(request);
  }

  /** Refuses what a client would read in another way than we do. */
  public static void check(ClassicHttpResponse response) throws BadRequest {
    checkHeaders(response);
    if (response.getReasonPhrase() != null && !isPrintable(response.getReasonPhrase())) {
      throw new BadRequest(400, "The reason phrase has control characters.");
    }
  }

  private static void checkHeaders(HttpMessage message) throws BadRequest {
    for (Header header : message.getHeaders()) {
      if (!isToken(header.getName())) {
        throw new BadRequest(400, "A header has no proper name.");
      }
      if (!isPrintable(header)) {
        throw new BadRequest(400, "The header " + header.getName() + " has control characters.");
      }
    }
  }

  /** The trailers of a body that may be passed on: none that decides about the message itself. */
  public static List<Header> trailers(InputStream body) {
    List<Header> trailers = new ArrayList<>();
    if (body instanceof ChunkedInputStream chunked && chunked.getFooters() != null) {
      for (Header trailer : chunked.getFooters()) {
        String name = trailer.getName().toLowerCase(Locale.ROOT);
        if (isToken(name)
            && isPrintable(trailer)
            && !HOP_BY_HOP.contains(name)
            && !NOT_IN_TRAILERS.contains(name)) {
          trailers.add(trailer);
        }
      }
    }
    return trailers;
  }

  /** The line as it came counts, since it is passed on: the value is without what surrounds it. */
  private static boolean isPrintable(Header header) {
    return header instanceof FormattedHeader line
        ? isPrintable(line.getBuffer().toString())
        : header.getValue() == null || isPrintable(header.getValue());
  }

  /** A target with a host in it: the host is the header's, and what is left is the target. */
  private static void origin(ClassicHttpRequest request) throws BadRequest {
    String target = request.getPath();
    if (target.startsWith("/") || target.equals("*")) {
      if (!isPrintable(target)) {
        throw new BadRequest(400, "The target has control characters.");
      }
      return;
    }
    String lower = target.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw new BadRequest(400, "The target is neither a path nor a URL.");
    }
    try {
      URI uri = URI.create(target);
      if (uri.getRawAuthority() == null) {
        throw new BadRequest(400, "The URL has no host.");
      }
      request.setHeader("Host", uri.getRawAuthority());
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      request.setPath(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    } catch (IllegalArgumentException e) {
      throw new BadRequest(400, "The URL is none.");
    }
  }

  public static boolean isHttp11(HttpMessage message) {
    return message.getVersion() != null && message.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
  }

  /** The protocol that a request wants to go over to; empty if it stays with HTTP. */
  public static Optional<String> upgrade(HttpMessage message) {
    return connectionOptions(message).contains("upgrade")
        ? Optional.ofNullable(message.getFirstHeader("Upgrade")).map(Header::getValue)
        : Optional.empty();
  }

  /** Whether the sender keeps the connection open after this message. */
  public static boolean keepsAlive(HttpMessage message) {
    return isHttp11(message) && !connectionOptions(message).contains("close");
  }

  private static Set<String> connectionOptions(HttpMessage message) {
    Set<String> options = new HashSet<>();
    for (Header header : message.getHeaders("Connection")) {
      for (String option : String.valueOf(header.getValue()).split(",", -1)) {
        options.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    return options;
  }

  /** Removes what is meant for the next connection only. */
  public static void removeHopByHop(HttpMessage message) {
    Set<String> named = connectionOptions(message);
    named.removeAll(Set.of("host", "content-length"));
    List<String> gone = new ArrayList<>();
    for (Iterator<Header> each = message.headerIterator(); each.hasNext(); ) {
      String name = each.next().getName();
      String lower = name.toLowerCase(Locale.ROOT);
      if (HOP_BY_HOP.contains(lower) || named.contains(lower)) {
        gone.add(name);
      }
    }
    gone.forEach(message::removeHeaders);
  }

  /** Tells the app who asks, unless another proxy has done so. */
  public static void addForwarded(ClassicHttpRequest request, int port) {
    Header before = request.getFirstHeader("X-Forwarded-For");
    request.setHeader(
        "X-Forwarded-For", before == null ? "127.0.0.1" : before.getValue() + ", 127.0.0.1");
    addUnlessThere(request, "X-Forwarded-Proto", "http");
    Header host = request.getFirstHeader("Host");
    if (host != null) {
      addUnlessThere(request, "X-Forwarded-Host", host.getValue());
    }
    addUnlessThere(request, "X-Forwarded-Port", Integer.toString(port));
  }

  private static void addUnlessThere(HttpMessage message, String name, String value) {
    if (message.getFirstHeader(name) == null) {
      message.addHeader(name, value);
    }
  }

  /** A text as a header's value: its first line, as far as that is ASCII. */
  public static String printable(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), LONGEST_VALUE)).replaceAll("[^ -~]", "?");
  }

  private static boolean isToken(String word) {
    return !word.isEmpty() && word.chars().allMatch(HeaderRules::isTokenCharacter);
  }

  static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 127));
  }
}
