package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The files below a directory in the order of their paths, but for what this user may not read, or
 * what has just gone. Only the names of one directory at each depth are in memory.
 */
final class SortedFileWalk {

  private final Path root;
  private final Visitor visitor;

  private SortedFileWalk(Path root, Visitor visitor) {
    this.root = root;
    this.visitor = visitor;
  }

  /** Called for each file, and for each link as such. */
  interface Visitor {
    void visit(WorkspacePath path, Path file) throws IOException;
  }

  /** Visits all files whose path is one of a workspace. */
  static void walk(Path root, Visitor visitor) throws IOException {
    new SortedFileWalk(root, visitor).walk(root, "");
  }

  private void walk(Path directory, String prefix) throws IOException {
    FileNames names = new FileNames();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        // With the separator, so that names have the order of the paths that begin with them.
        String end = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) ? "/" : "";
        names.add((child.getFileName() + end).getBytes(UTF_8));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
      return;
    }
    names.sort();
    for (int i = 0; i < names.count(); i++) {
      String name = new String(names.get(i), UTF_8);
      String text = prefix + name;
      WorkspacePath path = path(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (path != null) {
        Path file = root.resolve(path.toString());
        if (name.endsWith("/")) {
          walk(file, text);
        } else {
          visitor.visit(path, file);
        }
      }
    }
  }

  /** Null for what can be no content of a workspace, the supervisor's own directory above all. */
  private static WorkspacePath path(String text) {
    try {
      return WorkspacePath.of(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
