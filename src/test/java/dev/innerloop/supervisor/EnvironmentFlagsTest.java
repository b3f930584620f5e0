package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Flags of a JVM that its environment names, in files, too. */
@Timeout(60)
class EnvironmentFlagsTest {

  private static final Path LIBRARIES =
      Path.of(
          System.getProperty("java.home"),
          System.getProperty("os.name").startsWith("Win") ? "bin" : "lib");

  @TempDir Path folder;

  private final EnvironmentFlags flags =
      new EnvironmentFlags(Path.of(System.getProperty("java.home"), "bin", "java"));

  @Test
  void flagsAreFoundInTheEnvironmentAndInItsFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("options"), "-XX:+UseParallelGC");

    assertThat(
            flags.in(
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                    "-XX:MaxRAMPercentage=40",
                    "JDK_JAVA_OPTIONS",
                    "@" + file)))
        .contains("MaxRAMPercentage", "UseParallelGC");
  }

  @Test
  void flagsAreFoundInAFileOfFlags() throws Exception {
    Path file = Files.writeString(folder.resolve("flags"), "# heap\n+UseParallelGC\n");

    assertThat(flags.in(Map.of("JAVA_TOOL_OPTIONS", "-XX:Flags=" + file)))
        .contains("UseParallelGC");
  }

  @Test
  void anAgentThatSuspendsItsJvmIsNotLoadedByTheOneThatIsAsked() throws Exception {
    Path libraries = Files.createSymbolicLink(folder.resolve("my jdk"), LIBRARIES);
    try (ReservedPort port = new ReservedPort()) {
      String agent =
          "-agentpath:'"
              + libraries.resolve(System.mapLibraryName("jdwp"))
              + "'=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:"
              + port.number();

      assertThat(flags.in(Map.of("_JAVA_OPTIONS", agent + " -XX:+UseParallelGC")))
          .contains("UseParallelGC");
    }
  }

  @Test
  void aFileWithAnAgentThatSuspendsItsJvmIsReadInstead() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      Path file =
          Files.writeString(
              folder.resolve("options"), "-XX:+UseParallelGC\n" + suspending(port.number()));

      assertThat(flags.in(Map.of("JAVA_TOOL_OPTIONS", "-XX:VMOptionsFile=" + file)))
          .containsExactly("UseParallelGC");
    }
  }

  @Test
  void aDebugAgentInAFileIsKeptAndReported() throws Exception {
    Path file = Files.writeString(folder.resolve("options"), suspending(5005));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withEnvironment(AppEnvironment.of(Map.of("JDK_JAVA_OPTIONS", "@" + file)));

    assertThat(AppProcess.otherDebugAgent(launch)).as("no dev:debug").isNull();
    assertThat(
            AppProcess.otherDebugAgent(
                launch.withJvmOptions(List.of(Launch.DEBUG_OPTION + "transport=dt_socket"))))
        .isEqualTo(
            "the debug agent of a file that JVM variables of the environment name is used: attach"
                + " to its port, or remove it from the file to use that of dev:debug");
  }

  private static String suspending(int port) {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port;
  }
}
