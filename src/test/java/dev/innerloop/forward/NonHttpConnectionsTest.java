package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.AppState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that speak TLS or HTTP/2 to the forwarded port, also before the app is deployed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NonHttpConnectionsTest {

  private static final String TLS_HELLO = "\u0016\u0003\u0001 a TLS hello";
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> unserved = new CopyOnWriteArrayList<>();
  private final RequestGate gate = new RequestGate(Duration.ofSeconds(5));
  private ServerSocket app;

  @BeforeEach
  void startApp() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    HttpForwardTestCase.daemon(
        () -> {
          while (true) {
            Socket socket = app.accept();
            HttpForwardTestCase.daemon(
                () -> socket.getInputStream().transferTo(socket.getOutputStream()));
          }
        });
  }

  @AfterEach
  void stopApp() throws IOException {
    app.close();
  }

  @Test
  void oneThatConnectsBeforeTheDeploymentIsClosedWithAReason() throws Exception {
    try (HttpForward forward = forward(SHORT);
        Socket client = connect(forward)) {
      assertThat(ended(client)).isTrue();
      Wire.await(() -> !unserved.isEmpty());
      assertThat(unserved).containsExactly("no replica is live");
    }
  }

  @Test
  void oneThatConnectsBeforeTheDeploymentIsForwardedOnceAReplicaServes() throws Exception {
    try (HttpForward forward = forward(LONG);
        Socket client = connect(forward)) {
      deploy(new DirectReplica());

      assertThat(client.getInputStream().readNBytes(TLS_HELLO.length()))
          .isEqualTo(TLS_HELLO.getBytes(ISO_8859_1));
      assertThat(unserved).isEmpty();
    }
  }

  @Test
  void anUnexpectedExceptionClosesTheConnectionAndIsReported() throws Exception {
    deploy(
        new FakeReplica(
            () -> {
              throw new IllegalStateException("broken");
            }));
    try (HttpForward forward = forward(LONG);
        Socket client = connect(forward)) {
      assertThat(ended(client)).isTrue();
      Wire.await(() -> !unserved.isEmpty());
      assertThat(unserved)
          .containsExactly("internal error: java.lang.IllegalStateException: broken");
    }
  }

  @Test
  void anUnexpectedExceptionClosesAnHttpConnectionToo() throws Exception {
    deploy(
        new FakeReplica(
            () -> {
              throw new IllegalStateException("broken");
            }));
    try (HttpForward forward = forward(LONG);
        Socket client = new Socket("127.0.0.1", forward.localPort())) {
      HttpForwardTestCase.write(
          client.getOutputStream(), "GET / HTTP/1.1\r\n" + HttpForwardTestCase.HOST + "\r\n");
      assertThat(ended(client)).isTrue();
      Wire.await(() -> !unserved.isEmpty());
      assertThat(unserved)
          .containsExactly("internal error: java.lang.IllegalStateException: broken");
    }
  }

  private HttpForward forward(Duration patience) {
    return HttpForward.open(
        OptionalInt.empty(),
        app.getLocalPort() + 1,
        this::remotePort,
        gate,
        new HttpForward.Settings(List::of, false, AllowedHosts.loopback()),
        (port, reason) -> unserved.add(reason),
        patience);
  }

  private int remotePort() {
    if (gate.serving().isEmpty()) {
      throw new IllegalStateException("not deployed");
    }
    return app.getLocalPort();
  }

  private void deploy(Replica replica) {
    gate.update(ReplicaStatus.attached(replica, AppState.SERVING, 1, 0));
  }

  private static Socket connect(HttpForward forward) throws IOException {
    Socket client = new Socket("127.0.0.1", forward.localPort());
    client.getOutputStream().write(TLS_HELLO.getBytes(ISO_8859_1));
    return client;
  }

  private static boolean ended(Socket client) throws IOException {
    try {
      return client.getInputStream().read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  private record FakeReplica(Supplier<RuntimeException> failure) implements Replica {

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
      throw failure.get();
    }
  }
}
