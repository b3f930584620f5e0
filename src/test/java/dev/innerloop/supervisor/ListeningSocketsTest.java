package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.supervisor.ListeningSockets.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Process 100 is the app, 101 a child of it, 200 a stranger. */
class ListeningSocketsTest {

  private static final InetAddress LOOPBACK = address("127.0.0.1");
  private static final InetAddress LOOPBACK_6 = address("::1");

  // As a machine with little-endian words shows them, which those of the tests are.
  private static final String ANY = "00000000";
  private static final String LOCAL = "0100007F";
  private static final String OTHER = "0501A8C0";
  private static final String ANY_6 = "00000000000000000000000000000000";
  private static final String LOCAL_6 = "00000000000000000000000001000000";

  @TempDir Path proc;

  private final List<String> tcp = new ArrayList<>();
  private final List<String> tcp6 = new ArrayList<>();

  @BeforeEach
  void processes() throws IOException {
    process(100, "100 (java) S 1 100 100 0", "7001");
    process(101, "101 (a (b) c) S 100 100 100 0", "7002");
    process(200, "200 (nginx) S 1 200 200 0", "7003");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsThePortsOfThisProcess() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      ListeningSockets sockets = ListeningSockets.visible(socket.getLocalPort());

      assertThat(sockets).isNotNull();
      long self = ProcessHandle.current().pid();
      assertThat(sockets.ports(self)).contains(socket.getLocalPort());
      assertThat(sockets.owner(self, LOOPBACK, socket.getLocalPort())).isEqualTo(Owner.ITSELF);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isOfNoUseIfItDoesNotFindAPortOfThisProcess() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(ListeningSockets.visible(closed)).isNull();
  }

  @Test
  void knowsThePortsOfAProcessAndOfThoseThatItStarted() throws IOException {
    listen(tcp, ANY, 8080, "7001");
    listen(tcp6, ANY_6, 9000, "7002");
    listen(tcp, ANY, 80, "7003");

    assertThat(sockets().ports(100)).containsExactly(8080, 9000);
  }

  @Test
  void countsOnlyWhatListens() throws IOException {
    tcp.add("   1: " + LOCAL + ":1F90 " + LOCAL + ":A000 01 0:0 00:0 00000000 1000 0 7001 1");

    assertThat(sockets().ports(100)).isEmpty();
    assertThat(sockets().owner(100, LOOPBACK, 8080)).isEqualTo(Owner.NONE);
  }

  @Test
  void aPortOfAChildBelongsToItsParent() throws IOException {
    listen(tcp6, ANY_6, 8080, "7002");

    assertThat(sockets().owner(100, LOOPBACK, 8080)).isEqualTo(Owner.ITSELF);
  }

  @Test
  void tellsAnotherProcessApart() throws IOException {
    listen(tcp, LOCAL, 8080, "7003");

    assertThat(sockets().owner(100, LOOPBACK, 8080)).isEqualTo(Owner.ANOTHER);
  }

  @Test
  void theMostSpecificAddressAccepts() throws IOException {
    listen(tcp6, ANY_6, 8080, "7001");
    listen(tcp, LOCAL, 8080, "7003");

    assertThat(sockets().owner(100, LOOPBACK, 8080)).isEqualTo(Owner.ANOTHER);
    assertThat(sockets().owner(100, LOOPBACK_6, 8080)).isEqualTo(Owner.ITSELF);
  }

  @Test
  void anAddressOfANetworkDoesNotAcceptOnLoopback() throws IOException {
    listen(tcp, OTHER, 8080, "7001");
    listen(tcp6, LOCAL_6, 8080, "7003");

    assertThat(sockets().owner(100, LOOPBACK, 8080)).isEqualTo(Owner.NONE);
    assertThat(sockets().owner(100, LOOPBACK_6, 8080)).isEqualTo(Owner.ANOTHER);
    assertThat(sockets().ports(100)).containsExactly(8080);
  }

  @Test
  void failsForAProcessThatHasEnded() {
    assertThatThrownBy(() -> sockets().ports(300)).isInstanceOf(IOException.class);
  }

  private ListeningSockets sockets() throws IOException {
    for (int pid : new int[] {100, 101, 200}) {
      Path net = Files.createDirectories(proc.resolve(pid + "/net"));
      Files.write(net.resolve("tcp"), withHead(tcp));
      Files.write(net.resolve("tcp6"), withHead(tcp6));
    }
    return new ListeningSockets(proc);
  }

  private static List<String> withHead(List<String> lines) {
    List<String> table = new ArrayList<>();
    table.add("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid");
    table.addAll(lines);
    return table;
  }

  private static void listen(List<String> table, String address, int port, String inode) {
    table.add(
        "   0: "
            + address
            + ":"
            + "%04X".formatted(port)
            + " "
            + "0".repeat(address.length())
            + ":0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
            + inode
            + " 1 0000000000000000 100 0 0 10 0");
  }

  private void process(int pid, String stat, String inode) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
    Files.writeString(folder.resolve("stat"), stat);
    Path fd = Files.createDirectories(folder.resolve("fd"));
    Files.createSymbolicLink(fd.resolve("0"), Path.of("pipe:[6001]"));
    Files.createSymbolicLink(fd.resolve("5"), Path.of("socket:[" + inode + "]"));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
