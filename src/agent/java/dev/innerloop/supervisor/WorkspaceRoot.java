package dev.innerloop.supervisor;

import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The directory of a workspace: where its paths lie on disk. */
final class WorkspaceRoot {

  private final Path directory;

  WorkspaceRoot(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Our own directory in it: never content. */
  Path own() {
    return directory.resolve(WorkspacePath.RESERVED);
  }

  /**
   * Where a file lies, if none of the directories above it is a link that leads elsewhere. One of
   * them may still be a file, which other changes remove.
   *
   * @throws IOException if one is, or if this JVM cannot name the file
   */
  Path resolve(WorkspacePath path) throws IOException {
    Path resolved = resolved(path);
    if (!resolved.startsWith(directory)) {
      throw new IOException("not a path inside the workspace: \"" + path + '"');
    }
    for (Path parent = resolved.getParent();
        !parent.equals(directory);
        parent = parent.getParent()) {
      if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(parent, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            "refused to write " + path + ": " + directory.relativize(parent) + " is not a folder");
      }
    }
    return resolved;
  }

  private Path resolved(WorkspacePath path) throws IOException {
    try {
      return directory.resolve(path.toString()).normalize();
    } catch (InvalidPathException e) {
      throw new IOException(
          "the file name \""
              + path
              + "\" cannot be written with the encoding of file names here ("
              + System.getProperty("sun.jnu.encoding")
              + "): set LC_ALL=C.UTF-8 in the environment of the replica",
          e);
    }
  }
}
