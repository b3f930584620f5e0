package dev.innerloop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ReservedPortTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void aServerCanListenOnItOverAndOver() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      for (int round = 0; round < 2; round++) {
        try (ServerSocket server = new ServerSocket(port.number(), 1, LOOPBACK);
            Socket client = new Socket(LOOPBACK, port.number());
            Socket accepted = server.accept()) {
          accepted.getOutputStream().write(42);
          assertThat(client.getInputStream().read()).isEqualTo(42);
        }
      }
    }
  }

  @Test
  void refusesConnectionsUntilAServerListens() {
    try (ReservedPort port = new ReservedPort()) {
      assertThatThrownBy(() -> new Socket(LOOPBACK, port.number()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void nobodyWhoAsksForAnyPortIsAssignedIt() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      for (int i = 0; i < 2_000; i++) {
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
          assertThat(any.getLocalPort()).isNotEqualTo(port.number());
        }
      }
    }
  }
}
