package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real helm and kubectl, as an administrator of the tests' cluster has them. */
final class LocalTools {

  private static final long SECONDS = 90;

  private final Path folder = Node.tools();

  /** A PATH on which they come first. */
  String path() {
    return folder + File.pathSeparator + System.getenv("PATH");
  }

  /** What helm prints; it has to succeed. */
  String helm(String... arguments) {
    return run("helm", arguments);
  }

  /** What kubectl prints; it has to succeed. */
  String kubectl(String... arguments) {
    return run("kubectl", arguments);
  }

  private String run(String tool, String... arguments) {
    List<String> command = new ArrayList<>(List.of(folder.resolve(tool).toString()));
    command.addAll(List.of(arguments));
    Path out = null;
    Path err = null;
    try {
      out = Files.createTempFile("tool", ".out");
      err = Files.createTempFile("tool", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("KUBECONFIG", Node.kubeconfig().toString());
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " still runs after " + SECONDS + " s");
      }
      String printed = text(out);
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " failed:\n" + printed + text(err));
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
