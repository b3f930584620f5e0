package dev.innerloop.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What a running JVM holds, as its own tool tells. */
public final class JvmInspection {

  private static final String APP_LOADER = "dev.innerloop.launcher.AppLoader";

  private final long pid;

  public JvmInspection(long pid) {
    this.pid = pid;
  }

  /** How many loaders of runs of the app a full collection leaves. */
  public long appLoaders() throws IOException, InterruptedException {
    return jcmd("GC.class_histogram")
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(APP_LOADER))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  /** Names of its threads that run Java: those of its compilers and collectors come and go. */
  public String[] threads() throws IOException, InterruptedException {
    return Arrays.stream(jcmd("Thread.print").split("\\R\\R"))
        .filter(thread -> thread.startsWith("\"") && thread.contains("\tat "))
        .map(thread -> thread.substring(1, thread.indexOf('"', 1)))
        .sorted()
        .toArray(String[]::new);
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(tool, Long.toString(pid), command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(Arrays.asList(tool, pid, command) + " failed: " + said);
    }
    return said;
  }
}
