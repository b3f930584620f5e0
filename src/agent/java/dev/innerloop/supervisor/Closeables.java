package dev.innerloop.supervisor;

import java.io.Closeable;
import java.io.IOException;

/** Closes what was read from, or is given up: an error of closing it would not matter. */
final class Closeables {

  private Closeables() {}

  /**
   * @param all null for what was not opened
   */
  static void close(Closeable... all) {
    for (Closeable each : all) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (IOException e) {
        // It is of no more use either way.
        continue;
      }
    }
  }
}
