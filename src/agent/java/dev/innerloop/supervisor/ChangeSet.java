package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What is to change in a workspace: a directory with the list of files to put, the list of files to
 * remove, and, once that is prepared, the new content and the inventory that results.
 */
final class ChangeSet {

  private static final String PUTS = "puts";
  private static final String REMOVALS = "removals";

  private final Path directory;
  private final boolean isEmpty;

  ChangeSet(Path directory, boolean isEmpty) {
    this.directory = directory;
    this.isEmpty = isEmpty;
  }

  Path directory() {
    return directory;
  }

  boolean isEmpty() {
    return isEmpty;
  }

  FileSource puts() throws IOException {
    return puts(directory);
  }

  FileSource removals() throws IOException {
    return removals(directory);
  }

  static FileSource puts(Path directory) throws IOException {
    return new StoredFiles.Cursor(directory.resolve(PUTS));
  }

  /** Only their paths matter. */
  static FileSource removals(Path directory) throws IOException {
    return new StoredFiles.Cursor(directory.resolve(REMOVALS));
  }

  /** Where the content of the file at this position of the puts lies, once it is prepared. */
  static Path content(Path directory, int position) {
    return directory.resolve("content").resolve(Integer.toString(position));
  }

  /** Where the inventory lies that the changes lead to, once it is prepared. */
  static Path inventory(Path directory) {
    return directory.resolve("inventory");
  }

  void delete() throws IOException {
    Directories.delete(directory);
  }

  /** Writes down changes as they arrive, in the order of their paths. */
  static final class Builder implements Closeable {

    private static final ContentHash NO_CONTENT = ContentHash.of(new byte[0]);

    private final Path directory;
    private final StoredFiles.Builder puts;
    private final StoredFiles.Builder removals;
    private boolean built;

    /**
     * @param directory that exists and is empty
     */
    Builder(Path directory) throws IOException {
      this.directory = directory;
      puts = new StoredFiles.Builder(directory.resolve(PUTS));
      removals = new StoredFiles.Builder(directory.resolve(REMOVALS));
    }

    void put(WorkspacePath path, ContentHash hash) throws IOException {
      puts.add(path, hash);
    }

    void remove(WorkspacePath path) throws IOException {
      removals.add(path, NO_CONTENT);
    }

    ChangeSet build() throws IOException {
      boolean isEmpty = puts.build().count() + removals.build().count() == 0;
      built = true;
      return new ChangeSet(directory, isEmpty);
    }

    /** Deletes what was written, unless changes were built of it; also where the disk is full. */
    @Override
    public void close() throws IOException {
      if (!built) {
        Closeables.close(removals, puts);
        Directories.delete(directory);
      }
    }
  }
}
