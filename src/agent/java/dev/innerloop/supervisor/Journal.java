package dev.innerloop.supervisor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a commit atomic: once the directory of prepared changes has become the journal, they are
 * carried out, by the next supervisor if not by this one; before, none of them.
 *
 * <p>That is for a supervisor that is killed. After a crash of the whole machine, neither lists nor
 * content need have reached the disk: waiting for that would delay each update, and the workspace
 * is scanned after a crash anyway.
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
    Files.move(changes.directory(), journal, StandardCopyOption.ATOMIC_MOVE);
    carryOut();
  }

  /** Where the inventory that was prepared lies now. */
  Path inventory() {
    return ChangeSet.inventory(journal);
  }

  /** Carries out what a supervisor before us has begun, as far as its lists can be read. */
  void replay() throws IOException {
    if (Files.exists(journal)) {
      try {
        carryOut();
      } catch (EOFException | NoSuchFileException e) {
        // The machine crashed before they were on its disk: the scan that follows finds what is.
      }
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
