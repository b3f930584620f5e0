package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What people see in a browser. */
class HttpForwardPagesTest extends HttpForwardTestCase {

  @Test
  void aHeldRequestIsAnsweredWithAPageWhenTheTimeIsUp() throws IOException {
    gate.pause();

    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "Accept: text/html\r\n\r\n"))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("\r\nRetry-After: 1\r\n")
        .contains("<meta http-equiv=\"refresh\" content=\"1\">")
        .contains("A saved change is being compiled.");
  }

  @Test
  void addsTheReloadScriptToDocumentsThatABrowserNavigatesTo() throws IOException {
    String page = "<html><body>hi</body></html>";
    answering =
        (head, in, out) ->
            write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=utf-8\r\n"
                    + "Content-Security-Policy: script-src 'nonce-abc='\r\nContent-Length: "
                    + page.length()
                    + "\r\n\r\n"
                    + page);
    String navigation =
        "GET / HTTP/1.1\r\n"
            + HOST
            + CLOSE
            + "Accept-Encoding: gzip\r\nSec-Fetch-Dest: document\r\n\r\n";
    assertThat(ask(navigation))
        .contains(page)
        .contains("<script src=\"/.dev-innerloop/reload.js?update=0\" nonce=\"abc=\"></script>");
    assertThat(heads.get(0)).doesNotContain("gzip");

    assertThat(ask(navigation.replace("document", "empty")))
        .endsWith(page)
        .contains("Content-Length: " + page.length());
    assertThat(ask("GET /.dev-innerloop/reload.js?update=0 HTTP/1.1\r\n" + HOST + "\r\n"))
        .contains("text/javascript")
        .contains("EventSource");
  }

  @Test
  void compressedAndOtherDocumentsAreLeftAlone() throws IOException {
    answering =
        (head, in, out) ->
            write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: "
                    + (head.contains("/json") ? "application/json" : "text/html")
                    + (head.contains("/gzip") ? "\r\nContent-Encoding: gzip" : "")
                    + "\r\nContent-Length: 2\r\n\r\nok");

    assertThat(ask("GET /json HTTP/1.1\r\n" + HOST + CLOSE + "Sec-Fetch-Dest: document\r\n\r\n"))
        .endsWith("\r\n\r\nok");
    assertThat(ask("GET /gzip HTTP/1.1\r\n" + HOST + CLOSE + "Sec-Fetch-Dest: document\r\n\r\n"))
        .endsWith("\r\n\r\nok");
  }
}
