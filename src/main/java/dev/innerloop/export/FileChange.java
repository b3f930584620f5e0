package dev.innerloop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A change of a file.
 *
 * @param before empty if it does not exist yet
 * @param after empty if it is to be deleted
 */
record FileChange(Path file, Optional<String> before, Optional<String> after) {

  /** Replaces the file atomically: readers see either the old or the new content. */
  void apply() throws IOException {
    put(after);
  }

  void undo() throws IOException {
    put(before);
  }

  private void put(Optional<String> content) throws IOException {
    if (content.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = Files.createTempFile(folder, ".dev-export-", ".tmp");
    try {
      Files.writeString(next, content.get());
      readable(next);
      // Follow a symbolic link to the file.
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Temporary files are readable only by their owner; exported files are readable by all users. */
  private static void readable(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Removes the directories that the deletion leaves empty, up to a given one. */
  void removeEmptyFolders(Path last) {
    Path folder = file.getParent();
    while (folder != null && folder.startsWith(last) && !folder.equals(last)) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException notEmpty) {
        return; // or in use: an empty directory does no harm
      }
      folder = folder.getParent();
    }
  }
}
