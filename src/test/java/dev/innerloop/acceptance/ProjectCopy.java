package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.UnaryOperator;

/** A project of its own for a test, to be edited as in an editor: whole files are saved at once. */
final class ProjectCopy {

  private final Path folder;

  private ProjectCopy(Path folder) {
    this.folder = folder;
  }

  /** Copies all but {@code target} folders. */
  static ProjectCopy of(Path original, Path folder) {
    try {
      Files.walkFileTree(
          original,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
              if (dir.endsWith("target")) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(folder.resolve(original.relativize(dir)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(file, folder.resolve(original.relativize(file)));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProjectCopy(folder);
  }

  /** Without any files yet. */
  static ProjectCopy in(Path folder) {
    return new ProjectCopy(folder);
  }

  Path folder() {
    return folder;
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves a file with another text; an edit that changes nothing is a mistake of the test. */
  void edit(String file, UnaryOperator<String> change) {
    String before = read(file);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("The edit of " + file + " changes nothing:\n" + before);
    }
    save(file, after);
  }

  void replace(String file, String old, String replacement) {
    edit(file, text -> text.replace(old, replacement));
  }

  void save(String file, String text) {
    try {
      Path saved = folder.resolve(file);
      Files.createDirectories(saved.getParent());
      Files.writeString(saved, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
