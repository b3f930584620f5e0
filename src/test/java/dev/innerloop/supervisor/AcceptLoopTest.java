package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class AcceptLoopTest {

  private final List<Long> pauses = new ArrayList<>();
  private final List<Socket> accepted = new ArrayList<>();

  @Test
  void whileAcceptingKeepsFailingItPausesLongerAndLonger() throws IOException {
    run(fails(), fails(), fails(), fails(), fails(), fails(), fails(), fails(), fails());

    assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L);
  }

  @Test
  void afterAConnectionItPausesBrieflyAgain() throws IOException {
    run(fails(), fails(), Socket::new, fails());

    assertThat(pauses).containsExactly(10L, 20L, 10L);
    assertThat(accepted).hasSize(1);
  }

  @Test
  void anErrorOfTheHandlerClosesTheConnectionAndDoesNotEndTheLoop() throws IOException {
    Socket first = new Socket();
    Socket second = new Socket();
    try (ServerSocket listening = new Listener(() -> first, () -> second)) {
      new AcceptLoop(
              listening,
              socket -> {
                accepted.add(socket);
                if (socket == first) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
              },
              pauses::add)
          .run();
    }

    assertThat(accepted).containsExactly(first, second);
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isFalse();
    assertThat(pauses).containsExactly(10L);
  }

  @SafeVarargs
  private void run(Callable<Socket>... results) throws IOException {
    try (ServerSocket listening = new Listener(results)) {
      new AcceptLoop(listening, accepted::add, pauses::add).run();
    }
  }

  private static Callable<Socket> fails() {
    return () -> {
      throw new IOException("Too many open files");
    };
  }

  /** Closed once it has given all its results. */
  private static final class Listener extends ServerSocket {

    private final Iterator<Callable<Socket>> results;

    @SafeVarargs
    Listener(Callable<Socket>... results) throws IOException {
      this.results = List.of(results).iterator();
    }

    @Override
    public boolean isClosed() {
      return super.isClosed();
    }

    @Override
    public Socket accept() throws IOException {
      if (!results.hasNext()) {
        close();
        throw new IOException("closed");
      }
      try {
        return results.next().call();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
