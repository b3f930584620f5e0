package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The JVMs that make archives in idle replicas: the node's processes are this machine's. */
final class ArchiveDumps {

  /** Replicas begin one after 5 s without an update. */
  private static final Duration IDLE = Duration.ofSeconds(8);

  private static final Duration MADE = Duration.ofMinutes(3);

  private ArchiveDumps() {}

  /** Waits until idle replicas have made what they wanted to. */
  static void awaitQuiet() {
    long[] last = {System.nanoTime()};
    Await.value(
        MADE,
        () -> "archives are still being made",
        () -> {
          if (ProcessHandle.allProcesses().anyMatch(ArchiveDumps::isDump)) {
            last[0] = System.nanoTime();
          }
          return System.nanoTime() - last[0] > IDLE.toNanos()
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  private static boolean isDump(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains("\0-Xshare:dump\0");
    } catch (IOException e) {
      return false; // it has ended
    }
  }
}
