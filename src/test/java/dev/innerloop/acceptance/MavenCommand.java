package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call of Maven, as a user types it, but for a local repository of the tests' own: the plugin
 * under test is installed there.
 */
final class MavenCommand {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Path project;
  private final Path logs;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private MavenHome home = MavenHome.ofThisBuild();

  /**
   * A call in a project's folder.
   *
   * @param logs a folder for the log and the events
   */
  MavenCommand(Path project, Path logs, String... goals) {
    this.project = project;
    this.logs = logs;
    arguments.addAll(List.of(goals));
  }

  MavenCommand with(MavenHome home) {
    this.home = home;
    return this;
  }

  /** Adds {@code -Dname=value}. */
  MavenCommand set(String property, Object value) {
    arguments.add("-D" + property + "=" + value);
    return this;
  }

  MavenCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  MavenRun start() {
    try {
      Files.createDirectories(logs);
      Path log = Files.createTempFile(logs, "maven-", ".log");
      Path events = Path.of(log.toString().replace(".log", ".jsonl"));
      ProcessBuilder builder = new ProcessBuilder(command(events));
      builder.directory(project.toFile());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      // What the outer build was called with is not the inner one's.
      builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
      builder.environment().remove("KUBECONFIG");
      builder.environment().put("MAVEN_OPTS", System.getProperty("it.mavenOpts", ""));
      builder.environment().putAll(environment);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      return new MavenRun(String.join(" ", arguments), builder.start(), log, events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(Path events) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build in the background ignores Ctrl-C, and so would all that it starts.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(home.mvn().toString());
    command.addAll(arguments());
    command.add("-Ddev.events=" + events);
    return command;
  }

  /** What is typed after {@code mvn}. */
  List<String> arguments() throws IOException {
    Files.createDirectories(logs);
    List<String> typed = new ArrayList<>(List.of("-B", "-ntp"));
    // Global ones, so that a user's own, with mirrors and proxies, still count.
    typed.addAll(List.of("-gs", settings().toString()));
    typed.add("-Dmaven.repo.local=" + TARGET.resolve("local-repo"));
    typed.addAll(arguments);
    return typed;
  }

  /** A file of its own for each folder: other tests run at the same time. */
  private Path settings() throws IOException {
    Path settings = logs.resolve("settings.xml");
    URI repository = Path.of(System.getProperty("it.userRepository")).toUri();
    String text = Files.readString(Path.of("src/it/settings.xml"));
    Files.writeString(settings, text.replace("@localRepositoryUrl@", repository.toString()));
    return settings;
  }
}
