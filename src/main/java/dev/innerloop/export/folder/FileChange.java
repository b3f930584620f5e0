package dev.innerloop.export.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file with another content.
 *
 * @param before empty if it is not there yet
 * @param after empty if it is to go
 */
record FileChange(Path file, Optional<String> before, Optional<String> after) {

  /** Whoever reads the file sees either the former content or the new one. */
  void make() throws IOException {
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
      // The file that a link leads to is the one that is meant.
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Temporary files are for their owner alone, and these are for everybody. */
  private static void readable(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Removes the folders that the file leaves empty, up to one that stays. */
  void removeEmptyFolders(Path last) {
    Path folder = file.getParent();
    while (folder != null && folder.startsWith(last) && !folder.equals(last)) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException notEmpty) {
        return; // or in use: an empty folder harms nobody
      }
      folder = folder.getParent();
    }
  }
}
