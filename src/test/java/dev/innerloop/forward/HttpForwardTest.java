package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.gate.Gate;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through, byte by byte, and what does not. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpForwardTest {

  private static final String HOST = "Host: localhost:1\r\n";
  private static final String CLOSE = "Connection: close\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private ServerSocket app;
  private Gate gate;
  private HttpForward forward;

  /** How the app answers a request whose head was read. */
  private volatile Answering answering = (head, in, out) -> out.write(OK.getBytes(ISO_8859_1));

  private interface Answering {
    void answer(String head, InputStream in, OutputStream out) throws Exception;
  }

  @BeforeEach
  void start() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
    Replica replica = new DirectReplica();
    gate =
        new Gate(
            () -> List.of(new ReplicaStatus(replica, Phase.SERVING, 1, 0)), Duration.ofSeconds(5));
    gate.changed();
    forward =
        HttpForward.open(
            OptionalInt.empty(),
            app.getLocalPort() + 1,
            app::getLocalPort,
            gate,
            new HttpForward.Settings(List::of, true),
            ForwardListener.silent());
  }

  @AfterEach
  void end() throws IOException {
    forward.close();
    app.close();
  }

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
  void anAbsoluteTargetIsAskedOfTheAppUnderItsHost() throws IOException {
    ask("GET http://shop.test:99/a?b HTTP/1.1\r\nHost: other\r\n" + CLOSE + "\r\n");

    assertThat(heads.get(0)).startsWith("GET /a?b HTTP/1.1\r\n").contains("Host: shop.test:99\r\n");
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

  @Test
  void answersWithoutABodyStayWithoutOne() throws IOException {
    answering =
        (head, in, out) ->
            write(
                out,
                head.startsWith("HEAD")
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"
                    : head.contains("/204")
                        ? "HTTP/1.1 204 No Content\r\n\r\n"
                        : "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: \"x\"\r\n\r\n");
    String answers =
        ask(
            "HEAD / HTTP/1.1\r\n"
                + HOST
                + "\r\nGET /204 HTTP/1.1\r\n"
                + HOST
                + "\r\nGET /304 HTTP/1.1\r\n"
                + HOST
                + CLOSE
                + "\r\n");

    assertThat(answers)
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n"
                + "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: \"x\"\r\n"
                + "Connection: close\r\n\r\n");
  }

  @Test
  void chunksAndTrailersPassBothWays() throws IOException {
    StringBuilder body = new StringBuilder();
    answering =
        (head, in, out) -> {
          body.append(Wire.readUntil(in, "\r\n\r\n"));
          write(
              out,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "3\r\nabc\r\n2\r\nde\r\n0\r\nSum: 9\r\n\r\n");
        };
    String answer =
        ask(
            "POST / HTTP/1.1\r\n"
                + HOST
                + CLOSE
                + "Transfer-Encoding: chunked\r\n\r\n4\r\nwxyz\r\n0\r\nCheck: 7\r\n\r\n");

    assertThat(body).contains("wxyz").endsWith("0\r\nCheck: 7\r\n\r\n");
    assertThat(answer).contains("abc").contains("de").endsWith("0\r\nSum: 9\r\n\r\n");
  }

  @Test
  void eachPieceOfAnAnswerArrivesAsItComes() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
          more.await();
          write(out, "6\r\nsecond\r\n0\r\n\r\n");
        };
    try (Socket socket = open("GET / HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(Wire.readUntil(socket.getInputStream(), "first")).endsWith("first");
      more.countDown();
      assertThat(Wire.readUntil(socket.getInputStream(), "0\r\n\r\n")).contains("second");
    }
  }

  @Test
  void anOldClientGetsChunksAsAStreamUntilClose() throws IOException {
    answering =
        (head, in, out) ->
            write(
                out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

    assertThat(ask("GET / HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nabc").doesNotContain("chunked");
  }

  @Test
  void anAnswerUntilCloseOfTheAppIsPassedOnWhole() throws IOException {
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.0 200 OK\r\n\r\nall of it");
          throw new IOException("that is all");
        };

    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .endsWith("9\r\nall of it\r\n0\r\n\r\n");
  }

  @Test
  void anAnswerThatBreaksOffIsNoCompleteOneForTheClient() throws IOException {
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
          throw new IOException("dead");
        };
    try (Socket socket = open("GET / HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(readToReset(socket)).doesNotContain("HTTP/1.1 502");
    }
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
  void theBodyIsAskedForOnlyWhenTheAppWantsIt() throws Exception {
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 100 Continue\r\n\r\n");
          write(out, ok(new String(in.readNBytes(5), ISO_8859_1)));
        };
    try (Socket socket =
        open("PUT / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")) {
      assertThat(Wire.readUntil(socket.getInputStream(), "\r\n\r\n"))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      write(socket.getOutputStream(), "hello");
      assertThat(Wire.readUntil(socket.getInputStream(), "hello")).contains("200 OK");
    }
    assertThat(heads.get(0)).contains("Expect: 100-continue");
  }

  @Test
  void anAppMayRefuseABodyBeforeItIsSent() throws Exception {
    answering = (head, in, out) -> write(out, "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
    try (Socket socket =
        open("PUT / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")) {
      assertThat(Wire.readUntil(socket.getInputStream(), "\r\n\r\n"))
          .startsWith("HTTP/1.1 417 No\r\n");
    }
  }

  @Test
  void anAnswerMayComeBeforeTheWholeBody() throws Exception {
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
          throw new IOException("enough");
        };
    try (Socket socket = open("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 100000000\r\n\r\n")) {
      daemon(
          () -> {
            byte[] piece = new byte[32 * 1024];
            while (true) {
              socket.getOutputStream().write(piece);
            }
          });
      assertThat(Wire.readUntil(socket.getInputStream(), "big"))
          .startsWith("HTTP/1.1 413 Too Large\r\n")
          .endsWith("big");
    }
  }

  @Test
  void bodyAndAnswerMayStreamAtTheSameTime() throws Exception {
    int size = 20_000_000;
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
          byte[] piece = new byte[1000];
          for (int left = size; left > 0; left -= piece.length) {
            in.readNBytes(piece, 0, piece.length);
            out.write(piece);
          }
        };
    try (Socket socket =
        open("POST / HTTP/1.1\r\n" + HOST + CLOSE + "Content-Length: " + size + "\r\n\r\n")) {
      daemon(() -> socket.getOutputStream().write(new byte[size]));
      Wire.readUntil(socket.getInputStream(), "\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(size)).hasSize(size);
    }
  }

  @Test
  void aSlowClientSlowsTheAppInsteadOfFillingMemory() throws Exception {
    AtomicLong sent = new AtomicLong();
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
          byte[] piece = new byte[64 * 1024];
          while (true) {
            out.write(piece);
            sent.addAndGet(piece.length);
          }
        };
    try (Socket socket = open("GET / HTTP/1.1\r\n" + HOST + "\r\n")) {
      AtomicLong before = new AtomicLong(-1);
      // It comes to a stop although the client reads nothing.
      Wire.await(
          () -> {
            long now = sent.get();
            pause();
            return now > 0 && now == before.getAndSet(now);
          });
      assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
    }
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
    gate.hold();
    try (Socket socket = open("GET /gone HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(socket.isConnected()).isTrue();
    }
    try (Socket socket = open("GET /here HTTP/1.1\r\n" + HOST + "\r\n")) {
      gate.settle("");
      assertThat(Wire.readUntil(socket.getInputStream(), "ok")).contains("200");
    }
    assertThat(heads).noneMatch(head -> head.contains("/gone"));
  }

  @Test
  void whatIsNoHttpPassesThroughEvenWhileRequestsAreHeld() throws Exception {
    gate.hold();
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
  void aHeldRequestIsAnsweredWithAPageWhenTheTimeIsUp() throws IOException {
    gate.hold();

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

  @Test
  void closingFreesThePort() throws IOException {
    forward.close();

    try (ServerSocket again =
        new ServerSocket(forward.localPort(), 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(again.isBound()).isTrue();
    }
  }

  private String ask(String request) throws IOException {
    return Wire.ask(forward.localPort(), request);
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", forward.localPort());
    write(socket.getOutputStream(), request);
    return socket;
  }

  private static String readToReset(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read(); ; next = socket.getInputStream().read()) {
        assertThat(next).as("no proper end").isGreaterThanOrEqualTo(0);
        text.append((char) next);
      }
    } catch (SocketException reset) {
      return text.toString();
    }
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = app.accept();
      connections.incrementAndGet();
      daemon(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws Exception {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = Wire.readUntil(in, "\r\n\r\n");
          !head.endsWith("<end>");
          head = Wire.readUntil(in, "\r\n\r\n")) {
        heads.add(head);
        answering.answer(head, in, socket.getOutputStream());
      }
    } finally {
      hungUp.countDown();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                return; // its socket was closed, by the test or by its end
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
