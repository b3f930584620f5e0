package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.replica.Replica;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a WebSocket ends when its app is about to. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TunnelTest {

  private static final byte[] FRAME = {(byte) 0x81, 4, 'a', 'b', 'c', 'd'};
  private static final byte[] RESTART = {(byte) 0x88, 2, 0x03, (byte) 0xf4};

  private final Replica replica = new DirectReplica();
  private ServerSocket app;
  private RequestGate gate;
  private HttpForward forward;
  private Socket browser;
  private Socket server;

  @BeforeEach
  void opensAWebSocket() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    gate = Forwarding.gate(replica);
    forward = Forwarding.open(app, gate, false);
    browser = new Socket("127.0.0.1", forward.localPort());
    browser
        .getOutputStream()
        .write(
            ("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\n\r\n")
                .getBytes(ISO_8859_1));
    server = app.accept();
    readHead(server.getInputStream());
    server
        .getOutputStream()
        .write(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                .getBytes(ISO_8859_1));
    readHead(browser.getInputStream());
  }

  @AfterEach
  void close() throws IOException {
    browser.close();
    server.close();
    forward.close();
    app.close();
  }

  @Test
  void isClosedAsServiceRestartBetweenFrames() throws Exception {
    server.getOutputStream().write(FRAME);
    assertThat(browser.getInputStream().readNBytes(FRAME.length)).isEqualTo(FRAME);

    gate.drain(replica, Duration.ofSeconds(1), true);

    assertThat(browser.getInputStream().readAllBytes()).isEqualTo(RESTART);
  }

  @Test
  void aFrameThatHasBegunIsBroughtToItsEndFirst() throws Exception {
    OutputStream out = server.getOutputStream();
    InputStream in = browser.getInputStream();
    out.write(FRAME, 0, 3);
    assertThat(in.readNBytes(3)).containsExactly(FRAME[0], FRAME[1], FRAME[2]);

    CompletableFuture<Void> drained = CompletableFuture.runAsync(this::drain);
    assertThatThrownBy(() -> drained.get(100, TimeUnit.MILLISECONDS))
        .as("the app may not end yet")
        .isInstanceOf(TimeoutException.class);
    out.write(FRAME, 3, 3);
    drained.get();
    server.close();

    assertThat(in.readNBytes(3)).containsExactly(FRAME[3], FRAME[4], FRAME[5]);
    assertThat(in.readAllBytes()).isEqualTo(RESTART);
  }

  @Test
  void anAppThatEndsWithinAFrameLeavesNothingToSay() throws Exception {
    server.getOutputStream().write(FRAME, 0, 3);
    assertThat(browser.getInputStream().readNBytes(3)).hasSize(3);

    gate.drain(replica, Duration.ofSeconds(1), true);
    server.close();

    assertThat(browser.getInputStream().readAllBytes()).isEmpty();
  }

  private void drain() {
    try {
      gate.drain(replica, Duration.ofSeconds(1), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
  }
}
