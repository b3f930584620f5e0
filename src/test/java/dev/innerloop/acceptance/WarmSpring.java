package dev.innerloop.acceptance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@link SpringRestarts} in a JVM of its own, with the flags that dev mode adds to the app's. */
final class WarmSpring implements AutoCloseable {

  private static final Duration BUILT = Duration.ofMinutes(3);
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

  private final Process process;
  private final BufferedReader output;

  private WarmSpring(Process process) {
    this.process = process;
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Builds the project, and starts the JVM; main does not run yet.
   *
   * @param maven the call that builds it, but for the goals
   */
  static WarmSpring start(Bench bench, ProjectCopy project, MavenCommand maven, String mainClass)
      throws IOException {
    Path list = project.folder().resolve("target/classpath.txt");
    bench
        .start(
            maven
                .set("mdep.outputFile", list)
                .set("includeScope", "runtime")
                // As dev mode does.
                .set("excludeArtifactIds", "spring-boot-devtools,spring-boot-docker-compose"))
        .succeed(BUILT);
    return new WarmSpring(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SoftRefLRUPolicyMSPerMB=1",
                "-cp",
                program(project) + File.pathSeparator + Files.readString(list).strip(),
                SpringRestarts.class.getName(),
                project.folder().resolve("target/classes").toString(),
                mainClass,
                "--server.port=0")
            .directory(project.folder().toFile())
            .redirectErrorStream(true)
            .start());
  }

  /** The goals that {@link #start} needs. */
  static String[] goals() {
    return new String[] {"compile", PLUGIN};
  }

  /** A directory with the program alone: nothing else of ours is to be on its class path. */
  private static Path program(ProjectCopy project) throws IOException {
    Path directory = project.folder().resolve("target/spring-restarts");
    String folder = SpringRestarts.class.getPackageName().replace('.', '/');
    Path copies = Files.createDirectories(directory.resolve(folder));
    for (String name : List.of("SpringRestarts.class", "SpringRestarts$Run.class")) {
      try (var in = WarmSpring.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IOException("no class file " + name);
        }
        Files.write(copies.resolve(name), in.readAllBytes());
      }
    }
    return directory;
  }

  /** Closes the context of the run before, and runs main. */
  SpringRestarts.Run run() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      SpringRestarts.Run run = SpringRestarts.Run.parse(line);
      if (run != null) {
        return run;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("The app does not start:\n" + seen);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
