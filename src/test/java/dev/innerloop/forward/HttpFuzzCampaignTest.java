package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.Mutations;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests and answers with errors in them, through the forwarded port: each ends, the app receives
 * no head that two readers understand differently and none by a foreign name, and no answer is
 * another request's.
 */
class HttpFuzzCampaignTest {

  private static final Mutations REQUESTS =
      Mutations.ofText(
          List.of(
              "GET /a?b=c HTTP/1.1\r\nHost: localhost:8080\r\nAccept: */*\r\n\r\n",
              "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
              "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "3;x=y\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n",
              "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                  + "Upgrade: websocket\r\nOrigin: http://localhost:3000\r\n\r\n",
              "HEAD / HTTP/1.0\r\n\r\n"),
          List.of(
              "\r\n",
              "\n",
              "\r",
              "\u0000",
              " ",
              "\t",
              ":",
              "Host: rebound.example\r\n",
              "Origin: https://news.example\r\n",
              "Content-Length: 5\r\n",
              "Content-Length: -1\r\n",
              "Transfer-Encoding: chunked\r\n",
              "Transfer-Encoding: xchunked\r\n",
              "Expect: 100-continue\r\n",
              "Connection: close\r\n",
              "Connection: Host\r\n",
              "0\r\n\r\n",
              "ffffffffffffffff\r\n",
              "GET ",
              "PRI ",
              " HTTP/1.1",
              "HTTP/2.0",
              "http://rebound.example/",
              "//",
              "*",
              " folded\r\n",
              "GET /x HTTP/1.1\r\n\r\n"));

  private static final Mutations ANSWERS =
      Mutations.ofText(
          List.of(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
              "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n",
              "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
              "HTTP/1.0 200 OK\r\n\r\nuntil the end"),
          List.of(
              "\r\n",
              "\n",
              "\r",
              "\u0000",
              ":",
              "Content-Length: 1\r\n",
              "Content-Length: 99\r\n",
              "Transfer-Encoding: chunked\r\n",
              "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen",
              "HTTP/1.1 101 Switching Protocols\r\n\r\n",
              "Connection: close\r\n",
              "0\r\n\r\n",
              "fffffffff\r\n",
              "Content-Type: text/event-stream\r\n"));

  private static final byte[] PLAIN =
      bytes("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  /** Nearly: what a chunk contains is not looked at. */
  private static final Pattern CHUNKS =
      Pattern.compile("(?s)(?:.*?\\r\\n)??0\\r\\n(?:[^\\r]+\\r\\n)*\\r\\n");

  private static final Pattern LENGTH =
      Pattern.compile("\\r\\nContent-Length: *(\\d{1,9})\\r\\n", Pattern.CASE_INSENSITIVE);

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final ScriptedApp app = new ScriptedApp();

  @RandomizedTest
  void endInOneAnswerToEachRequest() throws Exception {
    try (HttpForward forward =
        HttpForward.open(
            OptionalInt.empty(),
            29_000,
            () -> 1,
            Forwarding.gate(app),
            new HttpForward.Settings(List::of, false, AllowedHosts.loopback()),
            (port, reason) -> errors.add(reason))) {
      Campaign.of(getClass(), 300).run((random, number) -> one(forward, random));
    }
  }

  private String one(HttpForward forward, Random random) throws IOException {
    errors.clear();
    app.heads.clear();
    boolean hostileApp = random.nextBoolean();
    app.answer = hostileApp ? ANSWERS.next(random) : bytes(HttpForwardTestCase.OK);
    String answer =
        hostileApp ? ask(forward, PLAIN, false) : ask(forward, REQUESTS.next(random), true);
    assertThat(errors).noneMatch(reason -> reason.contains("internal error"));
    for (String head : app.heads) {
      assertThat(head.replace("\r\n", "\n")).doesNotContainPattern(CONTROL);
      assertThat(head.toLowerCase(Locale.ROOT))
          .doesNotContainPattern("\nhost: *rebound")
          .doesNotContainPattern("\norigin: *https://news");
    }
    app.answer = bytes(HttpForwardTestCase.ok("mine"));
    assertThat(ask(forward, PLAIN, false)).endsWith("\r\n\r\nmine");
    return answer.isEmpty() ? "closed" : answer.substring(0, Math.min(12, answer.length()));
  }

  /**
   * @param ends whether nothing more is sent: incomplete requests would be waited for
   */
  private static String ask(HttpForward forward, byte[] request, boolean ends) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", forward.localPort())) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(request);
        if (ends) {
          socket.shutdownOutput();
        }
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      } catch (SocketException reset) {
        return "";
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** An app in this JVM: it answers each head that it has received, then its connection ends. */
  private static final class ScriptedApp implements Replica {

    final Queue<String> heads = new ConcurrentLinkedQueue<>();
    volatile byte[] answer = new byte[0];

    @Override
    public String name() {
      return "app";
    }

    @Override
    public int supervisorPort() {
      return 1;
    }

    @Override
    public ReplicaConnection connect(int port) {
      return new Connection();
    }

    private final class Connection implements ReplicaConnection {

      private final ByteArrayOutputStream received = new ByteArrayOutputStream();
      private boolean isChunked;
      private int bodyLeft;
      private ByteArrayInputStream answering = new ByteArrayInputStream(new byte[0]);

      @Override
      public InputStream input() {
        return new InputStream() {
          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            synchronized (Connection.this) {
              return answering.read(bytes, offset, length);
            }
          }

          @Override
          public int available() throws IOException {
            synchronized (Connection.this) {
              return answering.available();
            }
          }
        };
      }

      @Override
      public OutputStream output() {
        return new OutputStream() {
          @Override
          public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            synchronized (Connection.this) {
              received.write(bytes, offset, length);
              consume();
            }
          }
        };
      }

      /** Reads the messages that are complete, by what their heads say of their bodies. */
      private void consume() {
        while (true) {
          String text = received.toString(ISO_8859_1);
          if (isChunked) {
            Matcher chunks = CHUNKS.matcher(text);
            if (!chunks.lookingAt()) {
              return;
            }
            drop(chunks.end());
            isChunked = false;
          } else if (bodyLeft > 0) {
            int length = Math.min(bodyLeft, text.length());
            if (length == 0) {
              return;
            }
            drop(length);
            bodyLeft -= length;
          } else {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
              return;
            }
            head(text.substring(0, end + 2));
            drop(end + 4);
          }
        }
      }

      /** What comes without this header is forwarded unread, because it is not HTTP. */
      private void head(String head) {
        if (head.contains("\r\nX-Forwarded-For: ")) {
          heads.add(head);
        }
        Matcher length = LENGTH.matcher(head);
        bodyLeft = length.find() ? Integer.parseInt(length.group(1)) : 0;
        isChunked = head.contains("\r\nTransfer-Encoding: chunked\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(answering.readAllBytes());
        all.writeBytes(answer);
        answering = new ByteArrayInputStream(all.toByteArray());
      }

      private void drop(int length) {
        byte[] all = received.toByteArray();
        received.reset();
        received.write(all, length, all.length - length);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    }
  }
}
