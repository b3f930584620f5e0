package dev.innerloop.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The CPU time of an app's JVMs, by process id: the node's processes are this machine's. */
final class AppCpu {

  private AppCpu() {}

  /** Of those that run now. */
  static Map<Long, Double> millis(String mainClass) {
    Map<Long, Double> millis = new TreeMap<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (commandOf(process).endsWith(mainClass + "\0")) {
        put(millis, process);
      }
    }
    return millis;
  }

  /** Of those that a local session has started. */
  static Map<Long, Double> millis(ProcessHandle session, String mainClass) {
    Map<Long, Double> millis = new TreeMap<>();
    for (ProcessHandle process : session.descendants().toList()) {
      if (commandOf(process).contains("\0" + mainClass + "\0")) {
        put(millis, process);
      }
    }
    return millis;
  }

  private static void put(Map<Long, Double> millis, ProcessHandle process) {
    process
        .info()
        .totalCpuDuration()
        .ifPresent(time -> millis.put(process.pid(), time.toNanos() / 1e6));
  }

  /** What was used in between; a JVM that has begun since counts as a whole. */
  static double since(Map<Long, Double> before, Map<Long, Double> after) {
    double used = 0;
    for (Map.Entry<Long, Double> app : after.entrySet()) {
      used += app.getValue() - before.getOrDefault(app.getKey(), 0.0);
    }
    return used;
  }

  private static String commandOf(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
