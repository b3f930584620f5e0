package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileEntry;
import dev.innerloop.wire.InventoryDigest;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.WorkspacePath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An inventory on disk, in the order of its paths: however many files it has, it takes no memory.
 * Each file is a path and a hash, as on the wire; a byte before it says that it follows.
 */
final class StoredFiles {

  private final Path file;
  private final int count;
  private final ContentHash digest;

  StoredFiles(Path file, int count, ContentHash digest) {
    this.file = file;
    this.count = count;
    this.digest = digest;
  }

  Path file() {
    return file;
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

  FileSource open() throws IOException {
    return new Cursor(file);
  }

  /** Reads the files one by one. */
  static final class Cursor implements FileSource {

    private final DataInputStream in;
    private boolean isAtEnd;

    Cursor(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    @Override
    public FileEntry next() throws IOException {
      isAtEnd = isAtEnd || !in.readBoolean();
      return isAtEnd
          ? null
          : new FileEntry(WorkspacePath.of(Protocol.readText(in)), ContentHash.read(in));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Writes files one by one, in the order of their paths. */
  static final class Builder implements Closeable {

    private final Path file;
    private final DataOutputStream out;
    private final InventoryDigest digest = new InventoryDigest();
    private int count;

    Builder(Path file) throws IOException {
      this.file = file;
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /**
     * @throws IllegalArgumentException if the path does not follow the one before it
     */
    void add(WorkspacePath path, ContentHash hash) throws IOException {
      digest.add(path, hash);
      out.writeBoolean(true);
      Protocol.writeText(out, path.toString());
      hash.write(out);
      count++;
    }

    /** Ends the list. */
    StoredFiles build() throws IOException {
      out.writeBoolean(false);
      out.close();
      return new StoredFiles(file, count, digest.result());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
