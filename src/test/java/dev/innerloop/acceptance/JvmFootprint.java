package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM of this machine holds.
 *
 * @param heap bytes of live objects, after a collection
 * @param metaspace bytes
 * @param files open descriptors
 */
record JvmFootprint(long heap, long metaspace, long threads, long files) {

  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");

  static JvmFootprint of(ProcessHandle process) {
    String pid = Long.toString(process.pid());
    long heap = number(LIVE, jcmd(pid, "GC.class_histogram"));
    long metaspace = number(METASPACE, jcmd(pid, "GC.heap_info")) * 1024;
    try (Stream<Path> files = Files.list(Path.of("/proc", pid, "fd"))) {
      return new JvmFootprint(
          heap,
          metaspace,
          number(THREADS, Files.readString(Path.of("/proc", pid, "status"))),
          files.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static String jcmd(String pid, String command) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, command)
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("jcmd " + pid + " " + command + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }

  @Override
  public String toString() {
    return "heap %.1f MB, metaspace %.1f MB, %d threads, %d files"
        .formatted(heap / 1e6, metaspace / 1e6, threads, files);
  }
}
