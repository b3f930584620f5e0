package dev.innerloop.forward.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer of our own, where the app gives none: HTML for browsers, which try again by themselves,
 * and text for others.
 *
 * @param lines what the app said last; may be empty
 */
public record ErrorPage(int status, String reason, List<String> lines) {

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html><head><meta charset="utf-8"><title>%1$s</title>%2$s
      <style>body{font-family:sans-serif;margin:3em}pre{background:#eee;padding:1em;overflow:auto}</style>
      </head><body><h1>%1$s</h1><p>%3$s</p>%4$s
      <p><small>dev-maven-plugin answers here, because the app does not.</small></p></body></html>
      """;

  public ErrorPage {
    lines = List.copyOf(lines);
  }

  public ErrorPage(int status, String reason) {
    this(status, reason, List.of());
  }

  /**
   * @param request what is answered; null if it could not be read
   * @param keepAlive whether the client may send another request on this connection
   */
  public void write(HttpStream client, @Nullable ClassicHttpRequest request, boolean keepAlive)
      throws IOException, HttpException {
    String method = request == null ? "" : request.getMethod();
    boolean html = request != null && accepts(request, "text/html");
    byte[] body = (html ? html(method) : text()).getBytes(UTF_8);
    ClassicHttpResponse response = new BasicClassicHttpResponse(status, title());
    response.addHeader("Content-Type", (html ? "text/html" : "text/plain") + ";charset=utf-8");
    response.addHeader("Cache-Control", "no-store");
    response.addHeader("Content-Length", Integer.toString(body.length));
    if (status == 503) {
      response.addHeader("Retry-After", "1");
    }
    if (!keepAlive) {
      response.addHeader("Connection", "close");
    }
    client.write(response);
    if (!method.equals("HEAD")) {
      client.rawOutput().write(body);
    }
    client.flush();
  }

  private static boolean accepts(ClassicHttpRequest request, String type) {
    for (Header accept : request.getHeaders("Accept")) {
      if (String.valueOf(accept.getValue()).contains(type)) {
        return true;
      }
    }
    return false;
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 408 -> "Request Timeout";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "Error";
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder("[dev] ").append(reason).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private String html(String method) {
    boolean again = status == 503 && method.equals("GET");
    return HTML.formatted(
        status + " " + title(),
        again ? "<meta http-equiv=\"refresh\" content=\"1\">" : "",
        escape(reason),
        lines.isEmpty() ? "" : "<pre>" + escape(String.join("\n", lines)) + "</pre>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
