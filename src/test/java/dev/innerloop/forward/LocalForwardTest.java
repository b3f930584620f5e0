package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LocalForwardTest {

  private static final String CHOICE = "-Ddev.forward=%d:9090";

  private final List<String> unserved = new CopyOnWriteArrayList<>();
  private ServerSocket app;

  @BeforeEach
  void startApp() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
  }

  @AfterEach
  void stopApp() throws IOException {
    app.close();
  }

  @Test
  void carriesBytesBothWays() throws IOException {
    try (LocalForward forward = forward(() -> Optional.of(new Direct()))) {
      assertThat(ask(forward, "hello")).isEqualTo("hello");
      assertThat(ask(forward, "again")).isEqualTo("again");
    }
  }

  @Test
  void triesAgainWhatNobodyHasReceivedWhileTheAppRestarts() throws IOException {
    AtomicInteger refusals = new AtomicInteger(3);
    Replica restarting =
        new Direct() {
          @Override
          public ReplicaConnection connect(int port) throws IOException {
            return refusals.getAndDecrement() > 0 ? new Refused() : super.connect(port);
          }
        };
    try (LocalForward forward = forward(() -> Optional.of(restarting))) {
      assertThat(ask(forward, "once")).isEqualTo("once");
      assertThat(refusals.get()).isEqualTo(-1);
      assertThat(unserved).isEmpty();
    }
  }

  @Test
  void waitsForAReplica() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (LocalForward forward =
        forward(() -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(new Direct()))) {
      assertThat(ask(forward, "late")).isEqualTo("late");
      assertThat(asked.get()).isEqualTo(3);
    }
  }

  @Test
  void closesAConnectionThatNoReplicaTakesInTime() throws IOException {
    try (LocalForward forward =
            LocalForward.open(
                OptionalInt.empty(),
                app.getLocalPort(),
                CHOICE,
                Optional::empty,
                (port, reason) -> unserved.add(reason),
                Duration.ofMillis(200));
        Socket client = new Socket("127.0.0.1", forward.localPort())) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(unserved).containsExactly("no replica is live");
    }
  }

  @Test
  void deliversTheAnswerToAClientThatHasEndedItsSide() throws IOException {
    try (LocalForward forward = forward(() -> Optional.of(new Direct()));
        Socket client = new Socket("127.0.0.1", forward.localPort())) {
      client.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readNBytes(4))
          .isEqualTo("half".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void endsOpenConnectionsWhenItIsClosed() throws IOException {
    LocalForward forward = forward(() -> Optional.of(new Direct()));
    try (Socket client = new Socket("127.0.0.1", forward.localPort())) {
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      forward.close();
      assertThat(ended(client)).isTrue();
    }
    // The port can be had again. Connecting would prove less: somebody else may have it by now.
    try (ServerSocket again = new ServerSocket()) {
      again.setReuseAddress(true);
      again.bind(new InetSocketAddress("127.0.0.1", forward.localPort()));
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void takesTheNextFreePortUnlessOneIsAskedFor() throws IOException {
    int taken = app.getLocalPort();
    try (LocalForward next = forward(Optional::empty)) {
      assertThat(next.localPort()).isNotEqualTo(taken);
    }
    assertThatThrownBy(
            () ->
                LocalForward.open(
                    OptionalInt.of(taken), 8080, CHOICE, Optional::empty, ForwardListener.silent()))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "End what holds it, or choose another one: -Ddev.forward="
                            + (taken + 1)
                            + ":9090"))
        .hasMessageStartingWith("The local port " + taken + " cannot be used: ");
  }

  private LocalForward forward(Supplier<Optional<Replica>> picks) {
    return LocalForward.open(
        OptionalInt.empty(),
        app.getLocalPort(),
        CHOICE,
        picks,
        (port, reason) -> unserved.add(reason),
        Duration.ofSeconds(10));
  }

  private static String ask(LocalForward forward, String question) throws IOException {
    byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
    try (Socket client = new Socket("127.0.0.1", forward.localPort())) {
      client.getOutputStream().write(bytes);
      return new String(client.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }
  }

  private static boolean ended(Socket client) {
    try {
      return client.getInputStream().read() == -1;
    } catch (IOException reset) {
      return true;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = app.accept();
        daemon(
            () -> {
              try (socket) {
                socket.getInputStream().transferTo(socket.getOutputStream());
              } catch (IOException gone) {
                // The test has ended.
              }
            });
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  /** A replica of this machine. */
  private static class Direct implements Replica {
    @Override
    public String name() {
      return "shop-1";
    }

    @Override
    public int supervisorPort() {
      return 0;
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      return new Tcp(new Socket("127.0.0.1", port));
    }
  }

  private record Tcp(Socket socket) implements ReplicaConnection {
    @Override
    public InputStream input() {
      try {
        return socket.getInputStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public OutputStream output() {
      try {
        return socket.getOutputStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** As a port-forward to a port that nobody listens on: it opens, takes bytes, then says so. */
  private static final class Refused implements ReplicaConnection {
    private final CountDownLatch written = new CountDownLatch(1);

    @Override
    public InputStream input() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          try {
            assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new ConnectException("port 8080 of pod shop-1: connection refused");
        }
      };
    }

    @Override
    public OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(int lost) {
          written.countDown();
        }
      };
    }

    @Override
    public void close() {
      written.countDown();
    }
  }
}
