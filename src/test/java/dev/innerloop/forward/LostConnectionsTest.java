package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.ConnectionLostException;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests whose way to the replica is lost before an answer comes back. */
class LostConnectionsTest extends HttpForwardTestCase {

  private static final String GET = "GET / HTTP/1.1\r\n" + HOST + CLOSE + "\r\n";
  private static final String POST =
      "POST / HTTP/1.1\r\n" + HOST + CLOSE + "Content-Length: 2\r\n\r\nhi";

  private final AtomicInteger lost = new AtomicInteger();

  @Test
  void aGetIsSentAgainOverEachNewConnection() throws IOException {
    forwardOverALineThatLoses(5);

    assertThat(ask(GET)).endsWith("ok");
    assertThat(lost).hasValue(5);
  }

  @Test
  void aGetIsNotSentAgainForEver() throws IOException {
    forwardOverALineThatLoses(100);

    assertThat(ask(GET))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("[dev] app broke off before it answered: the line is lost");
    assertThat(lost).hasValue(6);
  }

  @Test
  void aPostIsNotSentAgain() throws IOException {
    forwardOverALineThatLoses(1);

    assertThat(ask(POST)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    assertThat(lost).hasValue(1);
  }

  private void forwardOverALineThatLoses(int connections) throws IOException {
    forward.close();
    forward = Forwarding.open(app, Forwarding.gate(new LosingReplica(connections, lost)), true);
  }

  /** The first connections are lost before anything comes back. */
  private record LosingReplica(int connections, AtomicInteger lost) implements Replica {

    @Override
    public String name() {
      return "app";
    }

    @Override
    public int supervisorPort() {
      return 1;
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      ReplicaConnection direct = new DirectReplica().connect(port);
      if (lost.get() >= connections) {
        return direct;
      }
      lost.incrementAndGet();
      return new LostConnection(direct);
    }
  }

  private record LostConnection(ReplicaConnection direct) implements ReplicaConnection {

    @Override
    public InputStream input() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new ConnectionLostException("the line is lost");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          throw new ConnectionLostException("the line is lost");
        }
      };
    }

    @Override
    public OutputStream output() {
      return direct.output();
    }

    @Override
    public void close() throws IOException {
      direct.close();
    }
  }
}
