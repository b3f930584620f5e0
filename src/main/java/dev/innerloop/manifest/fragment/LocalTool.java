package dev.innerloop.manifest.fragment;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs on the PATH with a timeout. */
final class LocalTool implements Tool {

  private static final long SECONDS = 120;

  @Override
  public Result run(List<String> command) throws IOException, InterruptedException {
    // Files instead of pipes, because a pipe could fill up while the other is read.
    Path out = Files.createTempFile("dev-tool", ".out");
    Path err = Files.createTempFile("dev-tool", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          throw new Problem(
              String.join(" ", command) + " did not exit within " + SECONDS + " s.",
              "Run it in a terminal to see why.");
        }
        return new Result(process.exitValue(), text(out), text(err));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
