package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies and streams, both ways. */
class HttpForwardBodiesTest extends HttpForwardTestCase {

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
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf");
          throw new IOException("dead");
        };
    try (Socket socket = open("GET / HTTP/1.1\r\n" + HOST + "\r\n")) {
      assertThat(readToReset(socket)).doesNotContain("HTTP/1.1 502");
    }
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

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
