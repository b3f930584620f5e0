package dev.innerloop.project.maven;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Directories that plugins are about to generate again. As after a fresh build, they then have only
 * what was generated now; a file that is generated with the same content is the same file.
 */
final class GeneratedDirectories {

  private final Path aside;
  private final Map<Path, Path> former = new LinkedHashMap<>();

  private GeneratedDirectories(Path aside) {
    this.aside = aside;
  }

  /**
   * Moves the content of directories aside.
   *
   * @param aside a directory on the same file system, which need not exist
   */
  static GeneratedDirectories moveAside(Set<Path> directories, Path aside) throws IOException {
    FileTree.delete(aside);
    GeneratedDirectories moved = new GeneratedDirectories(aside);
    for (Path directory : directories) {
      boolean isInner =
          directories.stream()
              .anyMatch(other -> !other.equals(directory) && directory.startsWith(other));
      if (!isInner && Files.isDirectory(directory)) {
        Path copy = aside.resolve(String.valueOf(moved.former.size()));
        Files.createDirectories(copy);
        moved.former.put(directory, copy);
        moveChildren(directory, copy);
      }
    }
    return moved;
  }

  /** The plugins have failed: the directories are as before. */
  void restore() throws IOException {
    for (Map.Entry<Path, Path> each : former.entrySet()) {
      restore(each.getKey(), each.getValue());
    }
    FileTree.delete(aside);
  }

  private static void restore(Path directory, Path copy) throws IOException {
    for (Path written : children(directory)) {
      FileTree.delete(written);
    }
    Files.createDirectories(directory);
    moveChildren(copy, directory);
  }

  /** The plugins have succeeded. A plugin that has written nothing found its output up to date. */
  void complete() throws IOException {
    for (Map.Entry<Path, Path> each : former.entrySet()) {
      Path directory = each.getKey();
      Path copy = each.getValue();
      Set<String> written = FileTree.files(directory).keySet();
      if (written.isEmpty()) {
        restore(directory, copy);
      } else {
        for (String path : written) {
          keepIfEqual(copy.resolve(path), directory.resolve(path));
        }
      }
    }
    FileTree.delete(aside);
  }

  private static void keepIfEqual(Path before, Path now) throws IOException {
    if (Files.isRegularFile(before) && Files.mismatch(before, now) == -1) {
      Files.move(before, now, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void moveChildren(Path from, Path to) throws IOException {
    for (Path child : children(from)) {
      Files.move(child, to.resolve(child.getFileName()));
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
