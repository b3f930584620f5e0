package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor, which knows whether it is its app that listens. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class OwnListenerTest {

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private final ReservedPort reserved = new ReservedPort();
  private final int port = reserved.number();
  private TestSupervisor supervisor;
  private ReplicaSessions sessions;
  private Launch launch = TestSupervisor.LAUNCH.withPort(port);
  private long update;

  @BeforeEach
  void prepare() throws IOException {
    supervisor = new TestSupervisor(folder);
  }

  @AfterEach
  void end() throws Exception {
    sessions.close();
    supervisor.close();
    reserved.close();
  }

  @Test
  void anAppDoesNotServeWhileAnotherProcessListensOnItsPort() throws Exception {
    start("");
    want(onceAllowed(server("port")));
    supervisor.printed.await("app runs");
    try (ServerSocket other = listen()) {
      assertThat(told.await("waiting 1")).contains("PORT_TAKEN");
      assertThat(other.isBound()).isTrue();
    }

    allow();

    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
  }

  @Test
  void anAppThatExitsBecauseItsPortIsTakenHasNotCrashed() throws Exception {
    start("");
    want(onceAllowed(server("port")));
    supervisor.printed.await("app runs");
    try (ServerSocket other = listen()) {
      assertThat(other.isBound()).isTrue();
      allow();

      assertThat(told.await("failed 1"))
          .isEqualTo(
              "failed 1: the app exited with code 1: port "
                  + port
                  + " is in use by another process");
    }
    assertThat(told.await("served 1")).startsWith("served 1 JVM: ");
  }

  @Test
  void anAppIsNotStartedWhileItsPortIsTaken() throws Exception {
    start("");
    try (ServerSocket other = listen()) {
      assertThat(other.isBound()).isTrue();
      want(server("port"));

      assertThat(told.await("waiting 1")).contains("PORT_TAKEN");
      assertThat(told.await("failed 1"))
          .isEqualTo("failed 1: port " + port + " is in use by another process");
    }
    assertThat(told.await("served 1")).startsWith("served 1 JVM: ");
  }

  @Test
  void aProcessThatTheAppStartedListensForIt() throws Exception {
    start("");
    want(child(port));

    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
  }

  /** Starts a process that listens, and waits for its end. */
  private String child(int port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path other =
        Files.writeString(
            folder.resolve("Other.java"),
            "class Other { public static void main(String[] args) throws Exception {"
                + " new java.net.ServerSocket("
                + port
                + "); Thread.sleep(100_000); } }");
    return "Process other = new ProcessBuilder(\""
        + java
        + "\", \""
        + other
        + "\").inheritIO().start();"
        + " Runtime.getRuntime().addShutdownHook(new Thread(other::destroy));"
        + " other.waitFor();";
  }

  @Test
  void aStartThatTakesLongIsReportedAndWaitedFor() throws Exception {
    start("progressMillis=50");
    want(onceAllowed(server("port")));

    assertThat(told.await("waiting 1"))
        .isEqualTo("waiting 1: StartObstacle[NOT_LISTENING, true, [], 0]");
    allow();

    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
  }

  @Test
  void knowsOnWhichPortTheAppListensInstead() throws Exception {
    try (ReservedPort other = new ReservedPort()) {
      start("progressMillis=50");
      want(onceAllowed("") + server(String.valueOf(other.number())));
      told.await("waiting 1");
      allow();
      String expected =
          "waiting 1: StartObstacle[NOT_LISTENING, true, [" + other.number() + "], 0]";

      String line = told.await("waiting 1");
      while (!line.equals(expected)) {
        assertThat(line).isEqualTo("waiting 1: StartObstacle[NOT_LISTENING, true, [], 0]");
        line = told.await("waiting 1");
      }
    }
  }

  @Test
  void reportsSoonThatTheAppListensElsewhereHoweverItWasStarted() throws Exception {
    start("progressMillis=600000\nportsMillis=20");
    try (ReservedPort one = new ReservedPort();
        ReservedPort two = new ReservedPort()) {
      want("new java.net.ServerSocket(" + one.number() + "); Thread.sleep(100_000);");

      assertThat(told.await("waiting 1")).isEqualTo(listensOn(1, one.number()));

      want(server("port"));
      told.await("served 2");
      want("new java.net.ServerSocket(" + one.number() + ");" + server("" + two.number()));

      assertThat(told.await("waiting 3"))
          .as("restarted, with two ports")
          .isIn(listensOn(3, one.number(), two.number()), listensOn(3, two.number(), one.number()));

      want(child(two.number()));

      assertThat(told.await("waiting 4"))
          .as("a process that the app started")
          .isEqualTo(listensOn(4, two.number()));
    }
  }

  @Test
  void anAppThatListensOnlyWhereNoSessionConnectsDoesNotServe() throws Exception {
    start("progressMillis=600000\nportsMillis=20");
    want(
        "new java.net.ServerSocket(PORT, 1, java.net.InetAddress.getByName(\"127.0.0.2\"));"
                .replace("PORT", "" + port)
            + " Thread.sleep(100_000);");

    assertThat(told.await("waiting 1")).isEqualTo(listensOn(1, port));
  }

  @Test
  void anAppServesThatListensOnIpv6Only() throws Exception {
    assumeThat(Files.exists(Path.of("/proc/net/if_inet6"))).isTrue();
    start("");
    want(
        "new java.net.ServerSocket(PORT, 1, java.net.InetAddress.getByName(\"::1\"));"
                .replace("PORT", "" + port)
            + " Thread.sleep(100_000);");

    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
  }

  private static String listensOn(int update, Integer... ports) {
    return "waiting " + update + ": StartObstacle[NOT_LISTENING, true, " + List.of(ports) + ", 0]";
  }

  @Test
  void anAppThatListensOnNoPortIsAWorkerIfItMayBeOne() throws Exception {
    start("workerMillis=50\naliveMillis=10");
    want("System.out.println(\"one\"); Thread.sleep(100_000);");

    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    assertThat(supervisor.printed.await("[dev]"))
        .isEqualTo("[dev] the app listens on no port: treated as a worker");

    want("new java.net.DatagramSocket(); Thread.sleep(100_000);"); // UDP is not what it is asked by

    assertThat(told.await("served 2")).startsWith("served 2 JVM: ");
  }

  @Test
  void portsOfTheJvmThatItsEnvironmentOpensAreNotTheApps() throws Exception {
    start("workerMillis=50\naliveMillis=10");
    try (ReservedPort debugger = new ReservedPort();
        ReservedPort management = new ReservedPort()) {
      String jmx = " -Dcom.sun.management.jmxremote.";
      launch =
          launch.withEnvironment(
              AppEnvironment.of(
                  Map.of(
                      "JAVA_TOOL_OPTIONS",
                      "-Da=b -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:"
                          + debugger.number()
                          + jmx
                          + "port="
                          + management.number()
                          + jmx
                          + "rmi.port="
                          + management.number()
                          + jmx
                          + "local.only=false"
                          + jmx
                          + "authenticate=false"
                          + jmx
                          + "ssl=false")));
      want("System.out.println(\"one\"); Thread.sleep(100_000);");

      assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    }
  }

  /** Waits for {@link #allow} first. */
  private String onceAllowed(String body) {
    return "System.out.println(\"app runs\");"
        + " while (!new java.io.File(\""
        + folder.resolve("allowed")
        + "\").exists()) { Thread.sleep(10); } "
        + body;
  }

  private void allow() throws IOException {
    Files.createFile(folder.resolve("allowed"));
  }

  private String server(String number) {
    return "new java.net.ServerSocket("
        + number.replace("port", String.valueOf(port))
        + "); Thread.sleep(100_000);";
  }

  private ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    return socket;
  }

  private void start(String setting) throws IOException {
    supervisor.with(setting).startWithoutImage();
    sessions = new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(supervisor.source());
  }

  private void want(String body) {
    Map<String, byte[]> files = TestApp.main(body);
    sessions.desire(new Revision(++update, blobs.inventory(files), launch));
  }
}
