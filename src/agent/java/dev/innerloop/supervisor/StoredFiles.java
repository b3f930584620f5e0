package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileEntry;
import dev.innerloop.wire.InventoryDigest;
import dev.innerloop.wire.WorkspacePath;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An inventory on disk, in the order of its paths: however many files it has, it takes no memory.
 *
 * <p>A line for each file: its hash, a blank, its path.
 */
final class StoredFiles {

  private final Path file;
  private final int count;
  private final ContentHash digest;

  private StoredFiles(Path file, int count, ContentHash digest) {
    this.file = file;
    this.count = count;
    this.digest = digest;
  }

  int count() {
    return count;
  }

  ContentHash digest() {
    return digest;
  }

  /** The same list, after its file was moved. */
  StoredFiles at(Path other) {
    return new StoredFiles(other, count, digest);
  }

  Cursor open() throws IOException {
    return new Cursor(file);
  }

  /** Paths may hold line ends. */
  static String escaped(WorkspacePath path) {
    String text = path.toString();
    return text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  static WorkspacePath unescaped(String line) throws IOException {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && ++i < line.length()) {
        c = line.charAt(i) == 'n' ? '\n' : line.charAt(i) == 'r' ? '\r' : line.charAt(i);
      }
      text.append(c);
    }
    try {
      return WorkspacePath.of(text.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Reads the files one by one. */
  static final class Cursor implements FileSource {

    private final BufferedReader reader;

    Cursor(Path file) throws IOException {
      reader = Files.newBufferedReader(file, UTF_8);
    }

    @Override
    public FileEntry next() throws IOException {
      String line = reader.readLine();
      if (line == null) {
        return null;
      }
      int blank = 2 * ContentHash.BYTES;
      return new FileEntry(
          unescaped(line.substring(blank + 1)), ContentHash.ofHex(line.substring(0, blank)));
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Writes files one by one, in the order of their paths. */
  static final class Builder implements Closeable {

    private final Path file;
    private final BufferedWriter writer;
    private final InventoryDigest digest = new InventoryDigest();
    private int count;

    Builder(Path file) throws IOException {
      this.file = file;
      writer = Files.newBufferedWriter(file, UTF_8);
    }

    /**
     * @throws IllegalArgumentException if the path does not follow the one before it
     */
    void add(WorkspacePath path, ContentHash hash) throws IOException {
      digest.add(path, hash);
      writer.append(hash.hex()).append(' ').append(escaped(path)).append('\n');
      count++;
    }

    /** Ends the list. */
    StoredFiles build() throws IOException {
      writer.close();
      return new StoredFiles(file, count, digest.result());
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
