package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.agent.AgentForTests;
import dev.innerloop.launcher.BackgroundThreads;
import dev.innerloop.launcher.BackgroundThreads.Ended;
import dev.innerloop.testing.Jdks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The threads of real libraries that outlive an app in its JVM, and those of apps that must not:
 * one JVM of each release runs all, one after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class LibraryThreadsIT {

  private static final Duration BUILT = Duration.ofMinutes(5);

  /** So long that the test fails if a thread that cannot end is waited for. */
  private static final String NO_LIMIT = "3600000";

  /** For threads that may end, but do not. */
  private static final String SOON = "100";

  private static final List<String> IN_VAIN =
      List.of(
          "CACHED_EXECUTOR_LEFT_OPEN",
          "LOOP_OF_THE_APP",
          "OPENTELEMETRY_EXPORTER_OF_THE_APP",
          "CHILD_PROCESS",
          "JMX_CONNECTION");

  private static final List<String> ALL =
      Stream.concat(
              Stream.of(
                  "MYSQL_CLEANUP",
                  "AWS_CONNECTION_REAPER",
                  "OKHTTP",
                  "KEEP_ALIVE_TIMER",
                  "POSTGRESQL_CLEANER",
                  "LOG4J_ASYNC",
                  "DERBY",
                  "RMI",
                  "TIMER_CANCELLED",
                  "CLEANER_OF_THE_APP",
                  "TIMER_OF_THE_APP",
                  "DELAYED_TASK",
                  "EXECUTOR_LEFT_OPEN",
                  "LATCH_OF_THE_APP",
                  "LOGBACK_APPENDER_OF_THE_APP"),
              IN_VAIN.stream())
          .toList();

  @RegisterExtension final Bench bench = new Bench();

  private final List<Ended> ended = new ArrayList<>();

  @BeforeAll
  void runAll() throws Exception {
    ProjectCopy project = bench.copy(Path.of("src/it/apps/threads"));
    Path classPath = project.folder().resolve("target/class-path.txt");
    bench
        .start(
            bench
                .maven(
                    project,
                    "compile",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath")
                .set("mdep.includeScope", "runtime")
                .set("mdep.outputFile", classPath))
        .succeed(BUILT);
    Path agent = AgentForTests.jar(project.folder().resolve("target/agent.jar"));
    for (Jdks.Jdk jdk : Jdks.ownAndNewest()) {
      List<String> command = new ArrayList<>();
      command.add(jdk.java().toString());
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-javaagent:" + agent);
      command.add("-cp");
      command.add(
          absolute(System.getProperty("java.class.path"))
              + File.pathSeparator
              + Files.readString(classPath).strip());
      command.add(BackgroundThreads.class.getName());
      command.add(project.folder().resolve("target/classes").toString());
      command.add("org.acme.threads.Main");
      for (String app : ALL) {
        command.add(IN_VAIN.contains(app) ? SOON : NO_LIMIT);
        command.add(app);
      }
      ended.addAll(run(command, project.folder().resolve("target/output.txt")));
    }
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Ended> run(List<String> command, Path output) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(output.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      int code = process.waitFor();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(code).as(text).isZero();
      return text.lines()
          .filter(line -> line.startsWith(BackgroundThreads.LINE))
          .map(Ended::parse)
          .toList();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL_CLEANUP, mysql-cj-abandoned-connection-cleanup",
    "AWS_CONNECTION_REAPER, idle-connection-reaper",
    "OKHTTP, OkHttp TaskRunner",
    "OKHTTP, Okio Watchdog",
    "KEEP_ALIVE_TIMER, Keep-Alive-Timer",
    "POSTGRESQL_CLEANER, PostgreSQL-JDBC-Cleaner",
    "LOG4J_ASYNC, AsyncLogger",
    "DERBY, derby.rawStoreDaemon",
    "RMI, RMI GC Daemon"
  })
  void aThreadOfALibraryStays(String app, String thread) {
    assertThat(each(app))
        .allSatisfy(
            it -> {
              assertThat(it.left()).isEmpty();
              assertThat(it.staying()).contains(thread);
            });
  }

  @Test
  void aCancelledTimerEnds() {
    assertThat(each("TIMER_CANCELLED")).allSatisfy(it -> assertThat(it.left()).isEmpty());
  }

  /** The threads would be waited for without a limit if they could end. */
  @ParameterizedTest
  @CsvSource({
    "CLEANER_OF_THE_APP, it holds an object of org.acme.threads.Background$Task",
    "TIMER_OF_THE_APP, it holds an object of org.acme.threads.Background$Task",
    "DELAYED_TASK, it (has delayed tasks|holds an object of org.acme.threads.Background$Task)",
    "EXECUTOR_LEFT_OPEN, 'it is not a daemon, and its executor or timer was not shut down'",
    "LATCH_OF_THE_APP, it runs org.acme.threads.Background$Waiting.run",
    "LOGBACK_APPENDER_OF_THE_APP, it holds an object of org.acme.threads.Background$Appender"
  })
  void aThreadThatCannotEndIsGivenUpAtOnce(String app, String why) {
    assertThat(each(app))
        .allSatisfy(
            it -> {
              assertThat(it.left()).matches("thread .* did not end: " + why.replace("$", "\\$"));
              assertThat(it.endsByItself()).as("penalized").isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "CACHED_EXECUTOR_LEFT_OPEN, true,"
        + " 'it is not a daemon, and its executor or timer was not shut down'",
    "LOOP_OF_THE_APP, false, it runs org.acme.threads.Background$Loop.run",
    "OPENTELEMETRY_EXPORTER_OF_THE_APP, true,"
        + " it holds an object of org.acme.threads.Background$Exporter",
    "CHILD_PROCESS, true, it runs java.lang.ProcessHandleImpl$1.run",
    "JMX_CONNECTION, .*, it .*"
  })
  void whatMayEndLaterRequiresANewJvm(String app, String byItself, String why) {
    assertThat(each(app))
        .allSatisfy(
            it -> {
              assertThat(it.left()).matches("thread .* did not end: " + why.replace("$", "\\$"));
              assertThat("" + it.endsByItself()).matches(byItself);
            });
  }

  private List<Ended> each(String app) {
    List<Ended> each = ended.stream().filter(it -> it.app().equals(app)).toList();
    assertThat(each).hasSameSizeAs(Jdks.ownAndNewest());
    return each;
  }
}
