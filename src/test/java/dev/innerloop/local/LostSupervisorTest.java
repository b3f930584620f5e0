package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.OwnJvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real supervisors that are killed, cannot start, or run apps that are hard on them. */
@Timeout(120)
class LostSupervisorTest {

  private static final Path JAVA =
      Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private final Journalist printed = new Journalist();
  private final SessionKey key = SessionKey.random();

  private LocalReplicas replicas;
  private ReplicaSessions sessions;
  private long update;

  @AfterEach
  void end() throws IOException {
    if (sessions != null) {
      sessions.close();
    }
    if (replicas != null) {
      replicas.close();
    }
  }

  @Test
  void aKilledSupervisorIsReplacedAndTheAppRunsWithTheLastEditAgain() throws Exception {
    start(Map.of(), RespawnBackoff.usual());
    want(app("System.out.println(\"edit one\");"));
    printed.await("edit one");
    want(app("System.out.println(\"edit two\");"));
    printed.await("edit two");
    told.await("served 2");

    replicas.process().destroyForcibly();

    assertThat(printed.await("[dev]"))
        .isEqualTo("[dev] the supervisor exited with code 137 (killed); starting another one");
    printed.await("edit two");
    assertThat(told.await("served")).startsWith("served 2 ");
  }

  @Test
  void theAppOfAKilledSupervisorEndsAndItsDirectoryIsRemoved() throws Exception {
    start(Map.of(), RespawnBackoff.usual());
    want(app("System.out.println(\"pid \" + ProcessHandle.current().pid());"));
    ProcessHandle app = appPrinted();
    Path directory = replicas.folder();

    replicas.process().destroyForcibly();

    ProcessHandle next = appPrinted();
    assertThat(next.pid()).isNotEqualTo(app.pid());
    assertThat(app.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(directory).doesNotExist();
    assertThat(replicas.folder()).exists();
  }

  @Test
  void anAppThatDoesNotEndIsKilled() throws Exception {
    start(Map.of(), RespawnBackoff.usual());
    want(
        app(
            "Runtime.getRuntime().addShutdownHook(new Thread(() -> {"
                + " try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }));"
                + " System.out.println(\"pid \" + ProcessHandle.current().pid());"));
    ProcessHandle app = appPrinted();

    replicas.process().destroyForcibly();

    appPrinted();
    assertThat(app.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void oneThatKeepsExitingIsReportedAndStillReplaced() throws Exception {
    start(Map.of(), new RespawnBackoff(List.of(Duration.ZERO, Duration.ZERO), Duration.ZERO));
    for (int i = 0; i < 3; i++) {
      told.await("attached");
      replicas.process().destroyForcibly();
    }

    assertThat(printed.await("[dev] The"))
        .isEqualTo(
            "[dev] The local replica has exited 3 times in a row. Your changes are delivered when"
                + " one stays up.");
    assertThat(printed.next())
        .isEqualTo(
            "[dev] Find out what kills the process, such as the kernel when memory is short"
                + " (dmesg).");
    want(app("System.out.println(\"edited meanwhile\");"));
    printed.await("edited meanwhile");
  }

  @Test
  void closingWhileAnotherOneIsStartedLeavesNothing() throws Exception {
    start(Map.of(), RespawnBackoff.usual());
    told.await("attached");
    replicas.process().destroyForcibly();
    printed.await("[dev] the supervisor exited");

    replicas.close();

    assertThat(replicas.process().isAlive()).isFalse();
    assertThat(replicas.folder()).doesNotExist();
  }

  @Test
  void whatCannotStartLeavesNoDirectory() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Path arguments = folder.resolve("arguments");
    Files.createFile(
        bin.resolve("java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        bin.resolve("java"),
        "#!/bin/sh\nfor it; do echo \"$it\"; done > " + arguments + "\nexit 3\n");

    assertThatThrownBy(
            () ->
                LocalReplicas.start(
                    "local", key, folder.resolve("jdk"), folder, false, printed::tell))
        .isInstanceOf(Problem.class)
        .hasMessage("The local replica cannot be started: its supervisor exited with code 3");

    List<String> words = Files.readAllLines(arguments);
    Path configuration = Path.of(words.get(words.size() - 1));
    assertThat(configuration).hasFileName("supervisor.properties");
    assertThat(configuration.getParent()).doesNotExist();
  }

  @Test
  void namesOutsideAsciiWorkInThePosixLocale() throws Exception {
    start(Map.of("LC_ALL", "POSIX"), RespawnBackoff.usual());

    want(
        app("System.out.println(new Gr\u00f6\u00dfe().text());"),
        "public class Gr\u00f6\u00dfe { String text() { return \"large\"; } }");

    assertThat(printed.await("large")).isEqualTo("large");
    assertThat(told.await("served")).startsWith("served 1 ");
  }

  @Test
  void theAppKeepsTheUsersEnvironmentOtherwise() throws Exception {
    start(Map.of("LC_ALL", "", "LANG", "", "LC_CTYPE", "", "TEAM", "blue"), RespawnBackoff.usual());

    want(
        app(
            "System.out.println(\"env \" + System.getenv(\"LC_CTYPE\") + System.getenv(\"LC_ALL\")"
                + " + System.getenv(\"LANG\") + System.getenv(\"TEAM\"));"));

    assertThat(printed.await("env")).isEqualTo("env C.UTF-8blue");
  }

  @Test
  void jvmOptionsInTheEnvironmentAreTheAppsAndOursYieldToThem() throws Exception {
    start(
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-XX:+UseParallelGC -Dtool=1 -Dboth=tool",
            "JDK_JAVA_OPTIONS",
            "-XX:TieredStopAtLevel=3 -Djdk=2 -Dboth=jdk",
            "_JAVA_OPTIONS",
            "-Dlast=3 -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"),
        RespawnBackoff.usual());

    want(
        OwnJvmOptions.beside(List.of("-Dtool=ours"), List.of()),
        app(
            "System.out.println(\"set \" + System.getProperty(\"tool\") +"
                + " System.getProperty(\"jdk\") + System.getProperty(\"last\") +"
                + " System.getProperty(\"both\") +"
                + " System.getenv(\"_JAVA_OPTIONS\").startsWith(\"-Dlast=3 \") +"
                + " System.getenv(\"DEV_APP_JAVA_TOOL_OPTIONS\")); for (var bean :"
                + " java.lang.management.ManagementFactory     .getGarbageCollectorMXBeans())"
                + " System.out.println(bean.getName()); System.out.println(\"level \" +"
                + " java.lang.management.ManagementFactory    "
                + " .getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)    "
                + " .getVMOption(\"TieredStopAtLevel\").getValue());"));

    assertThat(printed.await("set")).isEqualTo("set 123jdktruenull");
    assertThat(printed.await("PS ")).startsWith("PS ");
    assertThat(printed.await("level")).isEqualTo("level 3");
    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
  }

  @Test
  void outputWithoutLineEndsIsPassedOnInPieces() throws Exception {
    start(Map.of(), RespawnBackoff.usual());

    want(
        app(
            "String piece = \"x\".repeat(100_000);"
                + " for (int i = 0; i < 50; i++) System.out.print(piece);"
                + " System.out.println(); System.out.println(\"done\");"));

    assertThat(printed.await("x")).hasSize(65_536);
    assertThat(printed.await("[dev]"))
        .isEqualTo("[dev] lines longer than 65536 characters are shown in pieces");
    assertThat(printed.await("done")).isEqualTo("done");
  }

  private ProcessHandle appPrinted() throws InterruptedException {
    long pid = Long.parseLong(printed.await("pid ").substring("pid ".length()));
    return ProcessHandle.of(pid).orElseThrow();
  }

  private void start(Map<String, String> environment, RespawnBackoff backoff) {
    replicas =
        LocalReplicas.start(
            new LocalLaunch("local", key, JAVA, folder, false, environment),
            backoff,
            printed::tell);
    sessions = new ReplicaSessions(key, blobs, "anna@desk", false, List.of(told));
    sessions.open(replicas);
  }

  /** An app that does something, and then keeps running. */
  private static String app(String begin) {
    return """
    public class Main {
      public static void main(String[] args) throws Exception {
        %s
        Thread.sleep(1_000_000);
      }
    }
    """
        .formatted(begin);
  }

  private void want(String... sources) {
    want(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"), sources);
  }

  private void want(List<String> jvmOptions, String... sources) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(sources).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch = Launch.of("Main", List.of("classes")).withJvmOptions(jvmOptions);
    sessions.desire(new Revision(++update, blobs.inventory(files), launch));
  }
}
