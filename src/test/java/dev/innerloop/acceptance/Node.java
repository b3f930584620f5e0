package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cluster of the tests: our own node, or another that the build was given. */
public final class Node {

  private static final Path SKIPPED = Path.of("target/cluster-skipped");

  private Node() {}

  /** Why there is no cluster, if there is none. */
  static Optional<String> whyMissing() {
    if (isForeign() || Files.exists(kubeconfig())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Files.exists(SKIPPED)
              ? Files.readString(SKIPPED).strip()
              : "no cluster is up; ./mvnw verify brings one up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is not ours: it has neither our images nor our port. */
  static boolean isForeign() {
    return !kubeconfig().equals(state().resolve("kubeconfig"));
  }

  /** The administrator's. */
  public static Path kubeconfig() {
    String given = System.getProperty("dev.it.kubeconfig", "");
    return given.isEmpty()
        ? state().resolve("kubeconfig")
        : Path.of(given).toAbsolutePath().normalize();
  }

  /** A kubeconfig for somebody who may do nothing yet. */
  public static Path kubeconfigOf(String user) {
    String path = call("kubeconfig", user);
    return Path.of(path.strip());
  }

  /** The folder with helm and kubectl. */
  public static Path tools() {
    List<String> said = call("tools").lines().toList();
    return Path.of(said.get(said.size() - 1));
  }

  /** The folder with Docker, its daemon, and buildah. */
  static Path builders() {
    List<String> said = call("builders").lines().toList();
    return Path.of(said.get(said.size() - 1));
  }

  /**
   * Starts one of the node's commands that go on until they are ended, with all that they start.
   */
  static Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("src/it/cluster/node"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("STATE", state().toString());
    return builder.start();
  }

  /** Has the registry hold the images of what examples need. */
  static void services() {
    call("services");
  }

  /** Runs a command inside the node. */
  static void enter(String... command) {
    List<String> all = new ArrayList<>(List.of("enter"));
    all.addAll(List.of(command));
    call(all.toArray(String[]::new));
  }

  /** The folder with the public API of OpenShift. */
  public static Path openShiftSchemas() {
    List<String> said = call("schemas").lines().toList();
    return Path.of(said.get(said.size() - 1));
  }

  /** A program that runs one of the node's, wherever it is called from, and by which PATH. */
  static void writeProgram(Path file, String inTheNode) throws IOException {
    Files.writeString(
        file,
        "#!/bin/sh\nPATH='%s' STATE='%s' exec '%s' enter %s \"$@\"\n"
            .formatted(
                System.getenv("PATH"),
                state(),
                Path.of("src/it/cluster/node").toAbsolutePath(),
                inTheNode));
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + file);
    }
  }

  private static Path state() {
    String state = System.getenv("STATE");
    return Path.of(state == null ? "target/cluster" : state).toAbsolutePath();
  }

  private static String call(String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("src/it/cluster/node"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("STATE", state().toString());
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }
}
