package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.forward.LocalPort;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineChecksTest {

  @Test
  void whatRunsThisTestIsAJdk() {
    assertThat(JdkCheck.ofThisProcess().run())
        .isEqualTo(
            CheckResult.ok(
                System.getProperty("java.version") + " in " + System.getProperty("java.home")));
  }

  @Test
  void aJreIsNoJdk() {
    assertThat(new JdkCheck("17.0.1", Path.of("/opt/jre"), false).run())
        .isEqualTo(
            CheckResult.problem(
                "Maven runs on Java 17.0.1 in /opt/jre, which has no compiler (a JRE).",
                "Set JAVA_HOME to a JDK, version 17 or newer."));
  }

  @Test
  void showsTheVersionOfMaven() {
    assertThat(new MavenCheck("3.9.11").run()).isEqualTo(CheckResult.ok("3.9.11"));
  }

  @Test
  void aPortInUseIsReplacedByTheNextFreeOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      CheckResult finding = check(LocalPort.from(port, "dev.localPort")).run();

      assertThat(finding.state()).isEqualTo(CheckResult.State.OK);
      assertThat(finding.what()).endsWith(" for shop, because " + port + " is in use");
    }
  }

  @Test
  void aConfiguredPortMustBeFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> check(LocalPort.exactly(port, "dev.localPort")).run())
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith("The local port " + port + " cannot be used: ");
    }
  }

  @Test
  void reportsAPortConflictAndReleasesBothPorts() throws IOException {
    int free;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = any.getLocalPort();
    }
    LocalPort wanted = LocalPort.exactly(free, "dev.localPort");

    assertThatThrownBy(() -> check(wanted, wanted).run())
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The local port " + free + " cannot be used: ");
    assertThat(check(wanted).run()).isEqualTo(CheckResult.ok(free + " for shop"));
  }

  private static LocalPortsCheck check(LocalPort... ports) {
    return new LocalPortsCheck(
        () -> List.of(ports).stream().map(it -> new LocalPortsCheck.Wanted("shop", it)).toList());
  }
}
