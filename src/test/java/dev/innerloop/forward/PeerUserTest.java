package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The attacker is another user of this machine, who attaches a debugger to the forwarded port. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class PeerUserTest {

  private static final int OTHER = 65_534;

  @TempDir Path net;

  private final List<String> refused = new CopyOnWriteArrayList<>();
  private ServerSocket app;
  private LocalForward forward;

  @BeforeEach
  void start() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    HttpForwardTestCase.daemon(
        () -> {
          while (true) {
            Socket socket = app.accept();
            HttpForwardTestCase.write(socket.getOutputStream(), "JDWP-Handshake");
          }
        });
    ForwardListener listener =
        new ForwardListener() {
          @Override
          public void unserved(int localPort, String reason) {
            // A client that ends early is none of this test's.
          }

          @Override
          public void refused(int localPort, String reason) {
            refused.add(reason);
          }
        };
    forward =
        LocalForward.ofThisUser(
            LocalPort.from(app.getLocalPort() + 1, "dev.debugPort"),
            app.getLocalPort(),
            () -> Optional.of(new DirectReplica()),
            listener);
  }

  @AfterEach
  void end() throws IOException {
    forward.close();
    app.close();
  }

  @Test
  void aProcessOfThisUserIsForwarded() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", forward.localPort())) {
      assertThat(socket.getInputStream().readNBytes(14)).asString().isEqualTo("JDWP-Handshake");
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void aProcessOfAnotherUserReachesNothing() throws Exception {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(isRoot, "only root can start a process of another user");
    }
    Process other =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + OTHER,
                "--clear-groups",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/" + forward.localPort() + "; cat <&3")
            .directory(new File("/"))
            .start();

    assertThat(new String(other.getInputStream().readAllBytes())).isEmpty();
    Await.until("the refusal", () -> !refused.isEmpty());
    assertThat(refused).containsExactly("its process is of another user (UID 65534)");
  }

  @Test
  void anIpv6SocketIsFoundToo() throws IOException {
    Files.writeString(net.resolve("tcp"), "  sl  local_address rem_address   st\n");
    Files.writeString(
        net.resolve("tcp6"),
        "  sl  local_address                         remote_address                        st\n"
            + "   0: 0000000000000000FFFF00000100007F:9C41 0000000000000000FFFF00000100007F:138D 01"
            + " 00000000:00000000 00:00000000 00000000  1001        0 5 1 0 20 4 30 10 -1\n");

    assertThat(new PeerUser(net).userOf(0x9c41, 5005)).hasValue(1001);
  }

  @Test
  void aConnectionThatHasEndedIsOfNoUser() throws IOException {
    Files.writeString(
        net.resolve("tcp"),
        "   0: 0100007F:9C41 0100007F:138D 06 00000000:00000000 00:00000000 00000000     0 0 0\n");

    assertThat(new PeerUser(net).userOf(0x9c41, 5005)).isEmpty();
  }

  @Test
  void whereTheSystemDoesNotTellNothingIsRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", app.getLocalPort())) {
      assertThat(new PeerUser(net.resolve("none")).objection(socket)).isEmpty();
    }
  }
}
