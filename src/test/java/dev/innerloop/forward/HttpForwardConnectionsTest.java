package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections: kept, ended by either side, and those that are no HTTP. */
class HttpForwardConnectionsTest extends HttpForwardTestCase {

  @Test
  void oneUpstreamConnectionCarriesOneRequestAfterTheOther() throws IOException {
    ask("GET /1 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
    ask("GET /2 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");

    assertThat(heads).hasSize(2);
    assertThat(connections).hasValue(1);
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    answering = (head, in, out) -> write(out, ok(head.substring(4, 6)));

    String answers =
        ask(
            "GET /1 HTTP/1.1\r\n"
                + HOST
                + "\r\nGET /2 HTTP/1.1\r\n"
                + HOST
                + "\r\nGET /3 HTTP/1.1\r\n"
                + HOST
                + CLOSE
                + "\r\n");

    assertThat(answers).containsSubsequence("/1", "HTTP/1.1 200", "/2", "HTTP/1.1 200", "/3");
  }

  @Test
  void anAppThatHangsUpWithoutAnAnswerIsReportedAndNotAskedAgain() throws IOException {
    answering =
        (head, in, out) -> {
          throw new IOException("dead");
        };

    assertThat(ask("POST / HTTP/1.1\r\n" + HOST + CLOSE + "Content-Length: 2\r\n\r\nhi"))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("[dev] app broke off before it answered");
    assertThat(heads).hasSize(1);
  }

  @Test
  void aGetWhoseConnectionIsLostIsSentOnceMore() throws IOException {
    answering =
        (head, in, out) -> {
          if (heads.size() == 1) {
            throw new IOException("lost");
          }
          write(out, OK);
        };

    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n")).endsWith("ok");
    assertThat(heads).hasSize(2);
  }

  @Test
  void aGetThatEndsEachConnectionIsNotSentAThirdTime() throws IOException {
    answering =
        (head, in, out) -> {
          throw new IOException("dead");
        };

    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("[dev] app broke off before it answered");
    assertThat(heads).hasSize(2);
  }

  @Test
  void aSmallAnswerToAGetThatBreaksOffIsAskedForOnceMore() throws IOException {
    answering =
        (head, in, out) -> {
          if (heads.size() == 1) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
            throw new IOException("lost");
          }
          write(out, OK);
        };

    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("ok");
  }

  @Test
  void aConnectionThatTheAppHasClosedWhileItWasIdleIsNotUsedAgain() throws Exception {
    answering =
        (head, in, out) -> {
          write(out, OK);
          throw new IOException("no keep-alive here");
        };
    assertThat(ask("GET /1 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n")).endsWith("ok");
    assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();

    assertThat(ask("GET /2 HTTP/1.1\r\n" + HOST + CLOSE + "\r\n")).endsWith("ok");
    assertThat(connections).hasValue(2);
  }

  @Test
  void theAppLearnsThatTheClientIsGone() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    answering =
        (head, in, out) -> {
          asked.countDown();
          assertThat(in.read()).isEqualTo(-1); // would wait for ever
          throw new IOException("gone");
        };
    try (Socket socket = open("GET / HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aClientThatHungUpWhileItWasHeldIsNotForwarded() throws Exception {
    gate.pause();
    try (Socket socket = open("GET /gone HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(socket.isConnected()).isTrue();
    }
    try (Socket socket = open("GET /here HTTP/1.1\r\n" + HOST + "\r\n")) {
      gate.resume("");
      assertThat(Wire.readUntil(socket.getInputStream(), "ok")).contains("200");
    }
    assertThat(heads).noneMatch(head -> head.contains("/gone"));
  }

  @Test
  void whatIsNoHttpPassesThroughEvenWhileRequestsAreHeld() throws Exception {
    gate.pause();
    answering = (head, in, out) -> {};
    String hello = "\u0016\u0003\u0001 a TLS hello\r\n\r\n";
    try (Socket socket = open(hello)) {
      Wire.await(() -> heads.contains(hello));
      assertThat(socket.isClosed()).isFalse();
    }
    String http2 = "PRI * HTTP/2.0\r\n\r\n";
    try (Socket socket = open(http2)) {
      Wire.await(() -> heads.contains(http2));
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void closingFreesThePort() throws IOException {
    forward.close();

    try (ServerSocket again =
        new ServerSocket(forward.localPort(), 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(again.isBound()).isTrue();
    }
  }
}
