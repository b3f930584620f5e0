package dev.innerloop.content;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files below a folder. */
public final class FileTree {

  private FileTree() {}

  /** Receives one file after the other. */
  public interface Visitor {

    /**
     * @param path relative to the folder, with slashes
     */
    void visit(String path, Path file, FileStamp stamp);
  }

  /** Visits all files, targets of links included; none if there is no such folder. */
  public static void walk(Path folder, Visitor visitor) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    int prefix =
        folder.toString().length() + 1; // Path.relativize takes longer than the file's stat
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              String path = file.toString().substring(prefix).replace(File.separatorChar, '/');
              visitor.visit(path, file, FileStamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof AccessDeniedException) {
              throw e; // what is in it is unknown, and must not count as deleted
            }
            return FileVisitResult.CONTINUE; // deleted meanwhile, a dangling link, a loop
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * The path of a file relative to a root, with slashes; on Linux, a backslash is part of a name.
   */
  public static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** By path relative to the folder, with slashes; none if there is no such folder. */
  public static SortedMap<String, Path> files(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    walk(folder, (path, file, stamp) -> files.put(path, file));
    return files;
  }

  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(folder)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /** Deletes a directory if nothing is in it, then its parents, up to the root, which is kept. */
  public static void deleteEmptyDirectories(Path directory, Path root) throws IOException {
    for (Path each = directory;
        !each.equals(root) && each.startsWith(root) && isEmptyDirectory(each);
        each = each.resolveSibling("")) {
      Files.delete(each);
    }
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }
}
