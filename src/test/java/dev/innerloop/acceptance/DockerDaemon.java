package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Docker daemon with folders of its own, which touches nothing of the machine's network. */
final class DockerDaemon implements AutoCloseable {

  private static final Duration STARTED = Duration.ofMinutes(2);
  private static final long SECONDS = 60;

  private final Path tools;
  private final Path folder;
  private final Process process;

  private DockerDaemon(Path tools, Path folder, Process process) {
    this.tools = tools;
    this.folder = folder;
    this.process = process;
  }

  static DockerDaemon start() {
    try {
      Path tools = Node.builders();
      // In no deeper folder: the path of a socket has 107 characters at most.
      Path folder = Files.createTempDirectory("docker-it");
      ProcessBuilder builder =
          new ProcessBuilder(
                  tools.resolve("dockerd").toString(),
                  "--data-root=" + folder.resolve("data"),
                  "--exec-root=" + folder.resolve("exec"),
                  "--pidfile=" + folder.resolve("pid"),
                  "--host=" + host(folder),
                  "--iptables=false",
                  "--ip6tables=false",
                  "--ip-forward=false",
                  "--ip-masq=false",
                  "--bridge=none",
                  "--insecure-registry=localhost:5000")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile());
      builder.environment().put("PATH", path(tools));
      DockerDaemon daemon = new DockerDaemon(tools, folder, builder.start());
      daemon.awaitAnswer();
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    try {
      Await.untilAsserted(
          STARTED,
          () -> {
            if (!process.isAlive()) {
              throw new Await.Abandoned("dockerd ended:\n" + log());
            }
            docker("version");
          });
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** A folder for what is to go with it. */
  Path folder() {
    return folder;
  }

  /** What Docker's client reads. */
  String host() {
    return host(folder);
  }

  private static String host(Path folder) {
    return "unix://" + folder.resolve("docker.sock");
  }

  /** A PATH on which Docker and buildah come first. */
  String path() {
    return path(tools);
  }

  private static String path(Path tools) {
    return tools + File.pathSeparator + System.getenv("PATH");
  }

  /** What Docker's client prints; it has to succeed. */
  String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of(tools.resolve("docker").toString()));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("DOCKER_HOST", host());
      Process docker = builder.start();
      String said = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!docker.waitFor(SECONDS, TimeUnit.SECONDS) || docker.exitValue() != 0) {
        docker.destroyForcibly();
        throw new AssertionError(command + " failed:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroy(); // it ends its containers and its containerd first
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      int removed = new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
      if (removed != 0) {
        throw new AssertionError("cannot remove " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }
}
