package dev.innerloop.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a commit atomic: once the directory of prepared changes has become the journal, they are
 * carried out, by the next supervisor if not by this one; before, none of them.
 */
final class Journal {

  private final WorkspaceRoot root;
  private final Path journal;

  Journal(WorkspaceRoot root) {
    this.root = root;
    this.journal = root.own().resolve("journal");
  }

  /** Carries out removals, then puts. The prepared inventory is left to the caller. */
  void commit(ChangeSet changes) throws IOException {
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(changes.directory())) {
      for (Path list : lists) {
        if (Files.isRegularFile(list)) {
          try (FileChannel channel = FileChannel.open(list, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }
      }
    }
    Files.move(changes.directory(), journal, StandardCopyOption.ATOMIC_MOVE);
    carryOut();
  }

  /** Where the inventory that was prepared lies now. */
  Path inventory() {
    return ChangeSet.inventory(journal);
  }

  /** Carries out what a supervisor before us has begun. */
  void replay() throws IOException {
    if (Files.exists(journal)) {
      carryOut();
      close();
    }
  }

  /** Forgets a commit, carried out or given up half-way. */
  void close() throws IOException {
    Directories.delete(journal);
  }

  private void carryOut() throws IOException {
    ChangeSet.removals(journal)
        .forEach(
            removed -> {
              Path target = root.resolve(removed.path());
              Files.deleteIfExists(target);
              removeEmptyFolders(target.getParent());
            });
    AtomicInteger position = new AtomicInteger();
    ChangeSet.puts(journal)
        .forEach(
            put -> {
              Path content = ChangeSet.content(journal, position.getAndIncrement());
              if (Files.exists(content, LinkOption.NOFOLLOW_LINKS)) {
                Path target = root.resolve(put.path());
                Files.createDirectories(target.getParent());
                Files.move(
                    content,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
              }
            });
  }

  private void removeEmptyFolders(Path folder) throws IOException {
    for (Path empty = folder; !empty.equals(root.directory()); empty = empty.getParent()) {
      try {
        Files.deleteIfExists(empty);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }
}
