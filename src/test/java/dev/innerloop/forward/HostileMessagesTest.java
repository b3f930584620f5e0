package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacker is a client or the app itself: messages that two readers understand differently, and
 * answers that nobody asked for.
 */
class HostileMessagesTest extends HttpForwardTestCase {

  private static final String GET = "GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n";
  private static final String SURPLUS = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\n" + HOST + CLOSE + "Transfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"a\rb", "a\u0000b", "a\r", "\ra", "\u0000", "a\rX-Smuggled: 1", "a\u001bb"})
  void requestsWithControlCharactersInAHeaderAreRefused(String value) throws IOException {
    assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X-Odd: " + value + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .endsWith("[dev] The header X-Odd has control characters.\n");
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\u0000b", "a\r", "\ra"})
  void answersWithControlCharactersInAHeaderAreNotPassedOn(String value) throws IOException {
    answering =
        (head, in, out) ->
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Odd: " + value + "\r\n\r\nok");

    assertThat(ask(GET))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .endsWith("[dev] app sent a malformed answer: The header X-Odd has control characters.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nabc\r\n0\r\n\r\n",
        "-1\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcdef\r\n0\r\n\r\n",
        "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\r\n+0\r\n\r\n",
        "3\r\nabc\r\n-0\r\n\r\n",
        "3 3\r\nabc\r\n0\r\n\r\n"
      })
  void malformedChunksAreRefusedAndTheAppSeesNoWholeBody(String chunks) throws Exception {
    CountDownLatch brokenOff = new CountDownLatch(1);
    answering =
        (head, in, out) -> {
          if (Wire.readUntil(in, "0\r\n\r\n").endsWith("<end>")) {
            brokenOff.countDown();
          } else {
            write(out, OK);
          }
        };

    assertThat(ask(CHUNKED + chunks))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("[dev] The request's chunks are malformed: ");
    brokenOff.await();
  }

  @Test
  void sizesMayHaveZerosBlanksBehindThemAndExtensions() throws Exception {
    answering =
        (head, in, out) -> {
          heads.add(Wire.readUntil(in, "\r\n\r\n"));
          write(out, OK);
        };

    assertThat(ask(CHUNKED + "003;a=b\r\nabc\r\n1  ;c\r\nd\r\n00 ;e\r\nX-Sum: 1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n");

    assertThat(heads.get(1)).isEqualTo("3\r\nabc\r\n1\r\nd\r\n0\r\nX-Sum: 1\r\n\r\n");
  }

  @Test
  void anAnswerWithAMalformedChunkEndsWithItsConnection() throws IOException {
    answering =
        (head, in, out) ->
            write(
                out,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nfirst\r\n0\r\n\r\n");
    assertThatThrownBy(() -> ask(GET)).as("broken off").isInstanceOf(SocketException.class);

    answering = (head, in, out) -> write(out, ok("second"));
    assertThat(ask(GET)).endsWith("second");
    assertThat(connections).hasValue(2);
  }

  @Test
  void trailersThatDecideAboutTheMessageAreDropped() throws IOException {
    answering =
        (head, in, out) -> {
          heads.add(Wire.readUntil(in, "\r\n\r\n"));
          write(out, OK);
        };

    ask(
        CHUNKED
            + "3\r\nabc\r\n0\r\nX-Sum: 1\r\nContent-Length: 9\r\nHost: x\r\nX-Bad: a\rb\r\n\r\n");

    assertThat(heads.get(1)).isEqualTo("3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");
  }

  @Test
  void whatAnAppSendsBeyondItsAnswerIsNotTheNextClientsAnswer() throws IOException {
    answering = (head, in, out) -> write(out, ok("first") + SURPLUS);
    assertThat(ask(GET)).endsWith("first");

    answering = (head, in, out) -> write(out, ok("second"));
    assertThat(ask(GET)).endsWith("second");
    assertThat(connections).hasValue(2);
  }

  @Test
  void norIsWhatItSendsLater() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    answering =
        (head, in, out) -> {
          write(out, ok("first"));
          answered.await();
          write(out, SURPLUS);
          sent.countDown();
        };
    assertThat(ask(GET)).endsWith("first");
    answered.countDown();
    sent.await();

    answering = (head, in, out) -> write(out, ok("second"));
    assertThat(ask(GET)).endsWith("second");
    assertThat(connections).hasValue(2);
  }

  /** Its connection has ended amid the trailers, after the last chunk. */
  @Test
  void anAnswerWhoseTrailersBreakOffIsTheLastOfItsConnection() throws IOException {
    answering =
        (head, in, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n");
          throw new IOException("breaks off");
        };
    assertThat(ask(GET)).contains("\r\nfirst\r\n");

    answering = (head, in, out) -> write(out, ok("second"));
    assertThat(ask(GET.replace("GET", "POST"))).endsWith("second");
    assertThat(connections).hasValue(2);
  }

  @Test
  void norIsABodyThatAnAnswerMustNotHave() throws IOException {
    answering = (head, in, out) -> write(out, SURPLUS + SURPLUS);
    assertThat(ask(GET.replace("GET", "HEAD"))).endsWith("\r\n\r\n");

    answering = (head, in, out) -> write(out, ok("second"));
    assertThat(ask(GET)).endsWith("second");
  }
}
