package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalReplicaTest {

  private final LocalReplica replica = new LocalReplica("shop", 0, 1);

  @Test
  void reachesAnAppThatListensOnIpv6Only() throws IOException {
    assumeThat(Files.exists(Path.of("/proc/net/if_inet6"))).isTrue();
    try (ServerSocket app = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      assertThat(firstByteFrom(app)).isEqualTo('6');
    }
  }

  @Test
  void reachesAnAppThatListensOnIpv4Only() throws IOException {
    try (ServerSocket app = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(firstByteFrom(app)).isEqualTo('4');
    }
  }

  @Test
  void failsIfNoProcessListens() {
    try (ReservedPort port = new ReservedPort()) {
      assertThatThrownBy(() -> replica.connect(port.number())).isInstanceOf(ConnectException.class);
    }
  }

  private int firstByteFrom(ServerSocket app) throws IOException {
    try (ReplicaConnection connection = replica.connect(app.getLocalPort());
        Socket accepted = app.accept()) {
      accepted.getOutputStream().write(app.getInetAddress().getAddress().length == 4 ? '4' : '6');
      return connection.input().read();
    }
  }
}
