package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcceptorTest {

  private static final String NO_DESCRIPTORS = "Too many open files";

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private FailingServer server;

  @BeforeEach
  void listen() throws IOException {
    server = new FailingServer();
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  @Test
  void pausesLongerAndLongerWhileAcceptFailsAndReportsTheReasonOnce() throws Exception {
    server.fail(9, NO_DESCRIPTORS);

    try (Acceptor acceptor = start(accepted::add);
        Socket client = server.connect()) {
      assertThat(accepted.poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(client.isConnected()).isTrue();
      assertThat(pauses)
          .extracting(Duration::toMillis)
          .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
      assertThat(reported).containsExactly(NO_DESCRIPTORS);
    }
  }

  @Test
  void startsWithAShortPauseAgainAfterAConnectionWasAccepted() throws Exception {
    server.fail(3, NO_DESCRIPTORS);
    try (Acceptor acceptor = start(accepted::add)) {
      try (Socket client = server.connect()) {
        assertThat(accepted.poll(30, TimeUnit.SECONDS)).isNotNull();
        server.fail(1, NO_DESCRIPTORS);
      }
      try (Socket client = server.connect()) {
        assertThat(accepted.poll(30, TimeUnit.SECONDS)).isNotNull();
      }
      // The thread may be in accept already when it is made to fail: then the next call fails.
      try (Socket client = server.connect()) {
        assertThat(accepted.poll(30, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(pauses).extracting(Duration::toMillis).containsExactly(10L, 20L, 40L, 10L);
      assertThat(reported).containsExactly(NO_DESCRIPTORS);
    }
  }

  @Test
  void closesAConnectionThatItsHandlerDoesNotTakeAndGoesOn() throws Exception {
    Queue<RuntimeException> failures =
        new ConcurrentLinkedQueue<>(List.of(new IllegalStateException("no thread")));
    Acceptor.Handler handler =
        socket -> {
          RuntimeException failure = failures.poll();
          if (failure != null) {
            throw failure;
          }
          accepted.add(socket);
        };
    try (Acceptor acceptor = start(handler)) {
      try (Socket refused = server.connect()) {
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket client = server.connect()) {
        assertThat(accepted.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(client.isConnected()).isTrue();
      }
      assertThat(reported).containsExactly("java.lang.IllegalStateException: no thread");
    }
  }

  @Test
  void closingEndsAPause() throws Exception {
    server.fail(Integer.MAX_VALUE, NO_DESCRIPTORS);
    Acceptor acceptor = new Acceptor(server, "acceptor-test", accepted::add, reported::add);
    acceptor.start();
    while (reported.isEmpty()) {
      Thread.sleep(5);
    }

    acceptor.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("acceptor-test");
  }

  private Acceptor start(Acceptor.Handler handler) {
    Acceptor acceptor =
        new Acceptor(
            server,
            "acceptor-test",
            handler,
            reported::add,
            new Acceptor.Pauses() {
              @Override
              public void pause(Duration duration) {
                pauses.add(duration);
              }

              @Override
              public void end() {}
            });
    acceptor.start();
    return acceptor;
  }

  /** Fails as the kernel does while the process has no file descriptors left. */
  private static final class FailingServer extends ServerSocket {

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile String always = "";

    FailingServer() throws IOException {
      super(0, 50, InetAddress.getLoopbackAddress());
    }

    void fail(int times, String reason) {
      if (times == Integer.MAX_VALUE) {
        always = reason;
        return;
      }
      for (int i = 0; i < times; i++) {
        failures.add(reason);
      }
    }

    Socket connect() throws IOException {
      return new Socket(getInetAddress(), getLocalPort());
    }

    @Override
    public Socket accept() throws IOException {
      String reason = always.isEmpty() ? failures.poll() : always;
      if (reason != null && !reason.isEmpty()) {
        throw new SocketException(reason);
      }
      return super.accept();
    }
  }
}
