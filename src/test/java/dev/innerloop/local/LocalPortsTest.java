package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPortsTest {

  @TempDir Path folder;

  @Test
  void twoSessionsWithTheSameLuckGetDifferentPorts() throws IOException {
    try (LocalPorts first = ports(new Random(7));
        LocalPorts second = ports(new Random(7))) {
      assertThat(first.reserve("shop")).isNotEqualTo(second.reserve("cart"));
    }
  }

  @Test
  void aPortIsFreeAgainAfterItsSession() throws IOException {
    try (ReservedPort reserved = new ReservedPort()) {
      int port = reserved.number();
      reserved.close();
      try (LocalPorts second = ports(new Random())) {
        try (LocalPorts first = ports(new Random())) {
          assertThat(first.reserve(port)).isTrue();
          assertThat(first.reserve(port)).as("its own").isFalse();
          assertThat(second.reserve(port)).isFalse();
          assertThat(second.isReservedByOther(port)).isTrue();
          assertThat(first.isReservedByOther(port)).isFalse();
        }
        assertThat(second.isReservedByOther(port)).isFalse();
        assertThat(second.reserve(port)).isTrue();
      }
    }
  }

  @Test
  void aSessionInAnotherProcessGetsAnotherPortUntilThisOneEndsHoweverItDoes() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherSession.class.getName(),
                folder.resolve("ports.lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (LocalPorts ports = ports(new Random())) {
      int port = Integer.parseInt(other.inputReader().readLine());
      assertThat(ports.reserve(port)).isFalse();
      assertThat(ports.isReservedByOther(port)).isTrue();

      other.destroyForcibly().waitFor();

      assertThat(ports.isReservedByOther(port)).isFalse();
      assertThat(ports.reserve(port)).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Reserves a port, says which, and waits. */
  static final class OtherSession {

    private OtherSession() {}

    public static void main(String[] arguments) throws Exception {
      try (LocalPorts ports = new LocalPorts(Path.of(arguments[0]), new Random())) {
        System.out.println(ports.reserve("shop"));
        int unused = System.in.read();
      }
    }
  }

  @Test
  void aPortOnWhichAProgramListensIsNotReserved() throws IOException {
    try (ServerSocket program = new ServerSocket(0);
        LocalPorts ports = ports(new Random())) {
      assertThat(ports.reserve(program.getLocalPort())).isFalse();
    }
  }

  @Test
  void reservesWithoutLocksWhereThereAreNone() throws IOException {
    try (LocalPorts ports = new LocalPorts(folder.resolve("no/such/folder"), new Random())) {
      assertThat(ports.reserve("shop")).isBetween(20_000, 32_767);
    }
  }

  @Test
  void saysWhichPortsAreUsedUp() throws IOException {
    try (LocalPorts ports = ports(() -> 0)) { // always the same port
      ports.reserve("shop");

      assertThatThrownBy(() -> ports.reserve("cart"))
          .isInstanceOfSatisfying(
              Problem.class,
              problem ->
                  assertThat(problem.getMessage() + "\n" + problem.remedy())
                      .isEqualTo(
                          "No free port of this machine was found for cart.\n"
                              + "Ports from 20000 to 32767 are used: end programs that listen on"
                              + " them, or run on a cluster."));
    }
  }

  private LocalPorts ports(java.util.random.RandomGenerator random) {
    return new LocalPorts(folder.resolve("ports.lock"), random);
  }
}
