package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** How much memory our container, or this machine, has left. */
final class AvailableMemory {

  private static final String[][] CGROUPS = {
    {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"},
    {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"},
  };

  private AvailableMemory() {}

  /** In bytes; 0 if it is unknown. */
  static long left() {
    long left = ofMachine();
    for (String[] cgroup : CGROUPS) {
      long limit = number(Paths.get(cgroup[0]));
      long used = number(Paths.get(cgroup[1]));
      if (limit >= 0 && used >= 0) {
        left = Math.min(left, limit - used);
      }
    }
    return Math.max(0, left);
  }

  private static long ofMachine() {
    try {
      for (String line : Files.readAllLines(Paths.get("/proc/meminfo"), US_ASCII)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException e) {
      // Not Linux: said by 0.
      return 0;
    }
    return 0;
  }

  /** Of a file that may be missing, or say {@code max}: -1 then. */
  private static long number(Path file) {
    try {
      return Long.parseLong(new String(Files.readAllBytes(file), US_ASCII).trim());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }
}
