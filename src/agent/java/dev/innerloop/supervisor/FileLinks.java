package dev.innerloop.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A second name for a file that nobody writes to any more, which costs no copy of its content. */
final class FileLinks {

  private FileLinks() {}

  /**
   * Gives a file a second name; copies it where the file system has no hard links, the names are on
   * different ones, or the file is another user's.
   */
  static void linkOrCopy(Path file, Path name) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, name);
    }
  }
}
