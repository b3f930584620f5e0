package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.WorkspacePath;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is to change in a workspace: a directory with the list of files to put, the list of paths to
 * remove, and, once that is prepared, the new content and the inventory that results.
 */
final class Changes {

  private static final String PUTS = "puts";
  private static final String REMOVALS = "removals";

  private final Path directory;
  private final int puts;
  private final int removals;

  private Changes(Path directory, int puts, int removals) {
    this.directory = directory;
    this.puts = puts;
    this.removals = removals;
  }

  Path directory() {
    return directory;
  }

  boolean isEmpty() {
    return puts == 0 && removals == 0;
  }

  FileSource puts() throws IOException {
    return puts(directory);
  }

  Removals removals() throws IOException {
    return new Removals(directory);
  }

  static FileSource puts(Path directory) throws IOException {
    return new StoredFiles.Cursor(directory.resolve(PUTS));
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

  /** Reads the paths to remove one by one. */
  static final class Removals implements Closeable {

    private final BufferedReader reader;

    Removals(Path directory) throws IOException {
      reader = Files.newBufferedReader(directory.resolve(REMOVALS), UTF_8);
    }

    /** The next path, or null after the last. */
    WorkspacePath next() throws IOException {
      String line = reader.readLine();
      return line == null ? null : StoredFiles.unescaped(line);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Writes down changes as they arrive. */
  static final class Builder implements Closeable {

    private final Path directory;
    private final StoredFiles.Builder puts;
    private final BufferedWriter removals;
    private WorkspacePath last;
    private int removed;
    private boolean built;

    /**
     * @param directory that exists and is empty
     */
    Builder(Path directory) throws IOException {
      this.directory = directory;
      puts = new StoredFiles.Builder(directory.resolve(PUTS));
      removals = Files.newBufferedWriter(directory.resolve(REMOVALS), UTF_8);
    }

    StoredFiles.Builder puts() {
      return puts;
    }

    void remove(WorkspacePath path) throws IOException {
      if (last != null && last.compareTo(path) >= 0) {
        throw new IllegalArgumentException(path + " does not follow " + last);
      }
      last = path;
      removals.append(StoredFiles.escaped(path)).append('\n');
      removed++;
    }

    Changes build() throws IOException {
      removals.close();
      Changes changes = new Changes(directory, puts.build().count(), removed);
      built = true;
      return changes;
    }

    /** Deletes what was written, unless changes were built of it. */
    @Override
    public void close() throws IOException {
      if (!built) {
        removals.close();
        puts.close();
        Directories.delete(directory);
      }
    }
  }
}
