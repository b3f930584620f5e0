package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Requests as they are passed on, or refused. */
class HttpForwardTest extends HttpForwardTestCase {

  @Test
  void keepsTargetHostAndHeadersAsTheyAre() throws IOException {
    ask(
        "GET //a/../b?x=%7B%22&y HTTP/1.1\r\n"
            + HOST
            + "X-Odd: \u00c3\u009c a\r\n"
            + CLOSE
            + "\r\n");

    assertThat(heads.get(0))
        .startsWith("GET //a/../b?x=%7B%22&y HTTP/1.1\r\n")
        .contains("\r\nHost: localhost:1\r\n")
        .contains("\r\nX-Odd: \u00c3\u009c a\r\n");
  }

  @Test
  void tellsTheAppWhoAsks() throws IOException {
    ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");

    assertThat(heads.get(0))
        .contains("\r\nX-Forwarded-For: 127.0.0.1\r\n")
        .contains("\r\nX-Forwarded-Proto: http\r\n")
        .contains("\r\nX-Forwarded-Host: localhost:1\r\n")
        .contains("\r\nX-Forwarded-Port: " + forward.localPort() + "\r\n");
  }

  @Test
  void addsToWhatAnotherProxyHasSaid() throws IOException {
    ask(
        "GET / HTTP/1.1\r\n"
            + HOST
            + CLOSE
            + "X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n");

    assertThat(heads.get(0))
        .contains("\r\nX-Forwarded-For: 10.0.0.1, 127.0.0.1\r\n")
        .contains("\r\nX-Forwarded-Proto: https\r\n")
        .doesNotContain("X-Forwarded-Proto: http\r\n");
  }

  @Test
  void removesWhatIsMeantForThisConnectionOnly() throws IOException {
    ask(
        "GET / HTTP/1.1\r\n"
            + HOST
            + "Connection: close, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n\r\n");

    assertThat(heads.get(0))
        .doesNotContain("X-Mine")
        .doesNotContain("Keep-Alive")
        .doesNotContain("TE:")
        .doesNotContain("Connection:");
  }

  @Test
  void anAbsoluteTargetIsAskedOfTheAppUnderItsHost() throws IOException {
    ask("GET http://shop.localhost:99/a?b HTTP/1.1\r\nHost: other\r\n" + CLOSE + "\r\n");

    assertThat(heads.get(0))
        .startsWith("GET /a?b HTTP/1.1\r\n")
        .contains("Host: shop.localhost:99\r\n");
  }

  @Test
  void refusesToConnectElsewhere() throws IOException {
    assertThat(ask("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"))
        .startsWith("HTTP/1.1 501 ");
    assertThat(heads).isEmpty();
  }

  @Test
  void refusesMalformedRequests() throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 "); // no Host
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "Bad Name: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET nowhere HTTP/1.1\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET / NONSENSE\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET / HTTP/2.0\r\n" + HOST + "\r\n")).startsWith("HTTP/1.1 505 ");
    assertThat(heads).isEmpty();
  }

  @Test
  void refusesTwoLengthsForOneBody() throws IOException {
    assertThat(
            ask(
                "POST / HTTP/1.1\r\n"
                    + HOST
                    + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(
            ask("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(ask("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n"))
        .startsWith("HTTP/1.1 501 ");
    assertThat(heads).isEmpty();
  }

  @Test
  void refusesHeadsThatAreTooLarge() throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: x\r\n".repeat(300) + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(heads).isEmpty();
  }

  @Test
  void lettingAClientTrickleItsHeadEndsAfterTenSeconds() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", forward.localPort())) {
      daemon(
          () -> {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
            while (true) {
              socket.getOutputStream().write("X: y\r\n".getBytes(ISO_8859_1));
              Thread.sleep(200);
            }
          });
      assertThat(Wire.readUntil(socket.getInputStream(), "\r\n")).startsWith("HTTP/1.1 408 ");
    }
    assertThat(heads).isEmpty();
  }
}
