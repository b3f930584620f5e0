package dev.innerloop.equivalence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Jdks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Judge} in a JVM of its own. */
final class JudgeProcess implements AutoCloseable {

  private final Path errors;
  private final Process process;
  private final PrintWriter folders;
  private final BufferedReader lines;

  private JudgeProcess(Path errors, Process process) {
    this.errors = errors;
    this.process = process;
    this.folders = new PrintWriter(process.outputWriter(UTF_8), true);
    this.lines = process.inputReader(UTF_8);
  }

  /**
   * Starts one, with a folder of its own.
   *
   * @param jdk that runs the apps: if it is older than ours or has no compiler, another one
   *     compiles for it
   */
  static JudgeProcess start(Jdks.Jdk jdk, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path errors = folder.resolve("errors");
    List<String> command =
        List.of(
            Jdks.compilerFor(jdk).java().toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            Judge.class.getName(),
            folder.resolve("workspaces").toString(),
            ".*",
            jdk.java().toString(),
            "" + jdk.release());
    return new JudgeProcess(
        errors, new ProcessBuilder(command).redirectError(errors.toFile()).start());
  }

  /** Judges all changes in a folder. */
  List<Verdict> judge(Path corpus) throws IOException {
    folders.println(corpus);
    List<Verdict> verdicts = new ArrayList<>();
    String line = lines.readLine();
    while (line != null && !line.equals(Judge.END)) {
      verdicts.add(Verdict.parse(line));
      line = lines.readLine();
    }
    assertThat(line).as("the judge ended: %s", Files.readString(errors)).isNotNull();
    return verdicts;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
