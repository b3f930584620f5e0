package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The attacker is another user of this machine, who wants what browsers send to "localhost". */
@EnabledOnOs(OS.LINUX)
class LoopbackServerTest {

  @BeforeEach
  void needsIpv6() {
    try (ServerSocket any = onIpv6(0)) {
      assumeTrue(any.isBound());
    } catch (IOException e) {
      assumeTrue(false, "a machine without IPv6");
    }
  }

  @Test
  void noOtherProcessCanTakeTheSamePortOfTheOtherAddress() throws IOException {
    try (ServerSocket ours = LoopbackServer.listen(0)) {
      int port = ours.getLocalPort();

      assertThatThrownBy(() -> onIpv6(port)).isInstanceOf(BindException.class);
      assertThatThrownBy(() -> new Socket("::1", port)).isInstanceOf(ConnectException.class);
      try (Socket client = new Socket("127.0.0.1", port)) {
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aPortThatAnotherProcessHoldsThereIsTaken() throws IOException {
    try (ServerSocket other = onIpv6(0)) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> LocalPort.exactly(port, "dev.localPort").listen())
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith(
              "The local port "
                  + port
                  + " cannot be used: another process holds [::1]:"
                  + port
                  + ". ");
      try (ServerSocket next = LocalPort.from(port, "dev.localPort").listen()) {
        assertThat(next.getLocalPort()).isNotEqualTo(port);
      }
    }
  }

  @Test
  void bothAreFreeOnceItIsClosed() throws IOException {
    ServerSocket ours = LoopbackServer.listen(0);
    int port = ours.getLocalPort();
    ours.close();

    try (ServerSocket other = onIpv6(port)) {
      assertThat(other.getLocalPort()).isEqualTo(port);
    }
  }

  private static ServerSocket onIpv6(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByName("::1"), port));
    return socket;
  }
}
