package dev.innerloop.supervisor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Deletes directories of ours. */
final class Directories {

  private Directories() {}

  /** Deletes a directory with all that it holds; links as such. */
  static void delete(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      empty(directory);
      Files.delete(directory);
    }
  }

  /** Makes sure that a directory exists, and holds nothing. */
  static void clear(Path directory) throws IOException {
    Files.createDirectories(directory);
    empty(directory);
  }

  private static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          delete(child);
        } else {
          Files.delete(child);
        }
      }
    }
  }
}
