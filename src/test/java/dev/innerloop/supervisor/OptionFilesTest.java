package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.JvmAgents;
import dev.innerloop.wire.JvmVariables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options in an environment and in its files, as a JVM reads them: it is asked. */
@Timeout(120)
class OptionFilesTest {

  private static final Path HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  @Test
  void optionsAreThoseThatAJvmReads() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("two words"));
    Path ofJvm =
        Files.writeString(
            directory.resolve("jvm"),
            "-Dcase.f1=file\t'-Dcase.f2=file, two words'\n-Dcase.f3=a#b\\c -Dcase.f\"4=x \"y\n");
    Path ofLauncher =
        Files.writeString(
            directory.resolve("launcher"),
            """
            # a comment with a "quote
            -Dcase.l1=launcher "-Dcase.l2=two words" # and one behind
            "-Dcase.l3=a \\"quoted\\" word" -Dcase.l4=back\\slash
            "-Dcase.l5=continued \\
               line" -Dcase.l6='it is "quoted"'
            '-Dcase.l7=c:\\\\path' -Dcase.l8=a#b
            -Dcase.l9=last
            """);
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Dcase.t1=tool \"-Dcase.t2=two words\" -Dcase.t3='x \"y\" z'  -D\"case.t4\"=q'u o'te"
                + "\t-Dcase.t5=back\\slash -Dcase.t6=a#b '-XX:VMOptionsFile="
                + ofJvm
                + "'",
            "JDK_JAVA_OPTIONS",
            "'@" + ofLauncher + "' -Dcase.j1=\"two words\" -Dcase.j2=a#b\\c",
            "_JAVA_OPTIONS",
            "-Dcase.u1=@file");

    List<String> options = JvmVariables.options(environment);
    options.addAll(OptionFiles.options(environment));

    assertThat(properties(options)).isEqualTo(propertiesOfAJvm(environment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=help",
        "-agentpath:LIBRARY=help",
        "-Xrunjdwp:help",
        "-Dx=-agentlib:jdwp=help",
        "-Xdebug",
        "-agentlib:instrument=help"
      })
  void aDebugAgentIsWhatAJvmLoadsAsOne(String written) throws Exception {
    Path library =
        HOME.resolve(System.getProperty("os.name").startsWith("Windows") ? "bin" : "lib")
            .resolve(System.mapLibraryName("jdwp"));
    String option = written.replace("LIBRARY", library.toString());

    assertThat(JvmAgents.isDebugAgent(option))
        .isEqualTo(output(Map.of(), option, "-version").contains("Debugger JDWP Agent Library"));
  }

  private static Map<String, String> properties(List<String> options) {
    Map<String, String> properties = new TreeMap<>();
    for (String option : options) {
      if (option.startsWith("-Dcase.")) {
        String[] property = option.substring("-D".length()).split("=", 2);
        properties.put(property[0], property[1]);
      }
    }
    return properties;
  }

  private static Map<String, String> propertiesOfAJvm(Map<String, String> environment)
      throws Exception {
    List<String> options = new ArrayList<>();
    output(environment, "-XshowSettings:properties", "-version")
        .lines()
        .map(String::trim)
        .filter(line -> line.startsWith("case."))
        .forEach(line -> options.add("-D" + line.replaceFirst(" = ", "=")));
    return properties(options);
  }

  private static String output(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/java").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process java = builder.start();
    java.getOutputStream().close();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    java.waitFor();
    return output;
  }
}
