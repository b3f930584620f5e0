package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.http.AllowedHosts;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacker is a web page in the developer's browser: it asks the forwarded port. */
class ForeignRequestsTest extends HttpForwardTestCase {

  @Test
  void aNameThatAnotherSiteHasPointedToThisMachineIsRefused() throws IOException {
    assertThat(ask("GET /orders HTTP/1.1\r\nHost: rebound.example:8080\r\n\r\n"))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .endsWith(
            "[dev] The Host 'rebound.example' is not a name of this machine: another site may use"
                + " it to read your app. If you trust it: -Ddev.allowedHosts=rebound.example\n");
    assertThat(ask("GET /orders HTTP/1.1\r\nHost: rebound.example\r\nAccept: text/html\r\n\r\n"))
        .contains("<h1>403 Forbidden</h1><p>The Host 'rebound.example' is not a name");
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.rebound.example",
        "127.0.0.1.rebound.example",
        "notlocalhost",
        "localhost@rebound.example",
        "rebound.example@localhost.",
        "rebound.example:localhost",
        "[::1].rebound.example",
        "10.0.0.1",
        "",
        "\u009b31m"
      })
  void whatOnlyLooksLikeThisMachineIsRefused(String host) throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("\u009b");
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "localhost.",
        "127.0.0.1:8080",
        "[::1]:8080",
        "shop.localhost:1",
        "a.b.localhost"
      })
  void theNamesOfThisMachineAreAnswered(String host) throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + CLOSE + "\r\n")).endsWith("ok");
  }

  @Test
  void aTargetWithAForeignHostIsRefused() throws IOException {
    assertThat(ask("GET http://rebound.example/ HTTP/1.1\r\n" + HOST + "\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(heads).isEmpty();
  }

  /** A script chooses the method, and only what is taken for HTTP is checked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI",
        "M-SEARCH",
        "get",
        "1",
        "!#$%&'*+-.^_`|~",
        "A23456789012345678901234567890123"
      })
  void noMethodComesPastTheChecks(String method) throws IOException {
    assertThat(ask(method + " / HTTP/1.1\r\nHost: rebound.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(connections).hasValue(0);
  }

  /** Servers skip empty lines before a request. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 20, 1000})
  void norDoEmptyLinesBeforeTheRequest(int lines) throws IOException {
    assertThat(ask("\r\n".repeat(lines) + "GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n"))
        .startsWith(lines < 5 ? "HTTP/1.1 403 " : "HTTP/1.1 431 ");
    assertThat(connections).hasValue(0);
  }

  @Test
  void http2IsStillForwardedUnread() throws IOException {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    answering = (head, in, out) -> write(out, head);
    try (Socket client = open(preface)) {
      assertThat(Wire.readUntil(client.getInputStream(), "\r\n\r\n"))
          .isEqualTo("PRI * HTTP/2.0\r\n\r\n");
    }
  }

  @Test
  void aWebSocketOfAForeignPageIsRefused() throws IOException {
    assertThat(
            ask(
                "GET /live HTTP/1.1\r\n"
                    + HOST
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Origin: https://news.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .endsWith(
            "[dev] A page of the origin 'https://news.example' sends this request, and only pages"
                + " of this machine may. If you trust it: -Ddev.allowedHosts=news.example\n");
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://news.example",
        "http://localhost.news.example:8080",
        "null",
        "chrome-extension://abcdef",
        "http://localhost, https://news.example"
      })
  void aFetchOfAForeignPageAndItsPreflightAreRefused(String origin) throws IOException {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      assertThat(
              ask(
                  method
                      + " /orders HTTP/1.1\r\n"
                      + HOST
                      + "Origin: "
                      + origin
                      + "\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n\r\n"))
          .startsWith("HTTP/1.1 403 ");
    }
    assertThat(heads).isEmpty();
  }

  /** A front end that its own development server delivers, at another port. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "https://localhost:5173",
        "http://127.0.0.1:4200",
        "http://[::1]:1",
        "http://shop.localhost"
      })
  void aPageOfThisMachineMayAskAndTheAppDecidesAboutCors(String origin) throws IOException {
    assertThat(
            ask(
                "OPTIONS /orders HTTP/1.1\r\n"
                    + HOST
                    + CLOSE
                    + "Origin: "
                    + origin
                    + "\r\nAccess-Control-Request-Method: PUT\r\n\r\n"))
        .endsWith("ok");
    assertThat(heads.get(0)).contains("\r\nOrigin: " + origin + "\r\n");
  }

  /** As with OpenID Connect's form_post, and SAML. */
  @Test
  void anIdentityProviderMayHaveTheBrowserPostItsAnswer() throws IOException {
    String post =
        HOST
            + CLOSE
            + "Origin: https://login.example\r\nSec-Fetch-Mode: navigate\r\n"
            + "Sec-Fetch-Dest: document\r\n";
    assertThat(ask("POST /login HTTP/1.1\r\n" + post + "Content-Length: 0\r\n\r\n")).endsWith("ok");

    assertThat(ask("POST / HTTP/1.1\r\n" + post.replace("document", "iframe") + "\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            ask(
                "GET / HTTP/1.1\r\n"
                    + post.replace(CLOSE, "Connection: Upgrade\r\n")
                    + "Upgrade: websocket\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void theUserAllowsOtherNamesAndIsToldOfRefusals() throws IOException {
    List<String> refused = new ArrayList<>();
    ForwardListener listener =
        new ForwardListener() {
          @Override
          public void unserved(int localPort, String reason) {
            throw new AssertionError(reason);
          }

          @Override
          public void refused(int localPort, String reason) {
            refused.add(reason);
          }
        };
    try (HttpForward other =
        HttpForward.open(
            OptionalInt.empty(),
            forward.localPort() + 1,
            app::getLocalPort,
            Forwarding.gate(new DirectReplica()),
            new HttpForward.Settings(
                List::of, false, new AllowedHosts(List.of("Shop.Test", "*.example.com", "null"))),
            listener)) {
      for (String host : List.of("shop.test:1", "a.b.example.com", "localhost")) {
        for (String origin : List.of("null", "https://x.example.com")) {
          assertThat(
                  Wire.ask(
                      other.localPort(),
                      "GET / HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
                          .formatted(host, origin)))
              .endsWith("ok");
        }
      }
      assertThat(refused).isEmpty();
      for (String host : List.of("example.com", "www.shop.test")) {
        assertThat(Wire.ask(other.localPort(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
            .startsWith("HTTP/1.1 403 ");
      }
    }
    assertThat(refused)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("The Host 'example.com' is not a name of this machine");
  }
}
