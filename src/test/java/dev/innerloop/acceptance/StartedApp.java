package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import dev.innerloop.testing.ReservedPort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An app as {@code java -cp} or {@code java -jar} starts it, without anything of ours. */
final class StartedApp implements AutoCloseable {

  private static final Duration STARTED = Duration.ofSeconds(40);

  private final Process process;
  private final ReservedPort port;

  private StartedApp(Process process, ReservedPort port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param directory in which it is started
   */
  static StartedApp start(
      Path directory, List<Path> classPath, String mainClass, List<String> arguments) {
    String entries =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return start(directory, List.of("-cp", entries, mainClass), arguments);
  }

  /**
   * @param directory in which it is started
   */
  static StartedApp start(Path directory, Path jar, List<String> arguments) {
    return start(directory, List.of("-jar", jar.toString()), arguments);
  }

  private static StartedApp start(Path directory, List<String> what, List<String> arguments) {
    ReservedPort port = new ReservedPort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1"));
    command.addAll(what);
    command.addAll(arguments);
    ProcessBuilder java = new ProcessBuilder(command).directory(directory.toFile());
    java.environment().put("PORT", Integer.toString(port.number()));
    try {
      return new StartedApp(
          java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(),
          port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it answers as soon as it does. */
  String answer() {
    String url = "http://localhost:" + port.number() + "/";
    return Await.value(
        STARTED,
        () -> "the app does not start",
        () -> {
          if (!process.isAlive()) {
            throw new Await.Abandoned("the app has ended");
          }
          return Optional.of(Http.get(url));
        });
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.close();
  }
}
