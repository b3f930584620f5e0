package dev.innerloop.content.watch;

import dev.innerloop.content.ChangeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What was saved in a directory before it was watched. Maven compiles before a session can watch,
 * so a save in between would be lost.
 */
final class EarlierChanges {

  private EarlierChanges() {}

  /**
   * Files that changed since a moment, and directories: something was deleted or renamed in them.
   */
  static Set<Path> of(Path root, Instant moment) {
    ChangeTime since = ChangeTime.since(moment);
    Set<Path> changed = new HashSet<>();
    if (moment.equals(Instant.MAX) || !Files.isDirectory(root)) {
      return changed;
    }
    try {
      Files.walkFileTree(
          root,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
              return add(directory);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
              return add(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // deleted meanwhile, unreadable, a dangling link
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            private FileVisitResult add(Path path) {
              if (since.isOf(path)) {
                changed.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the visitor handles all that may fail
    }
    return changed;
  }
}
