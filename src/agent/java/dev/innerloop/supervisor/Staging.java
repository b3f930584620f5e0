package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/**
 * Content that has arrived, named by its hash; what a broken connection left complete is not sent
 * again.
 */
final class Staging {

  private final Path folder;
  long total;

  Staging(Path folder) {
    this.folder = folder;
  }

  boolean has(ContentHash hash) {
    return Files.exists(file(hash));
  }

  Path file(ContentHash hash) {
    return folder.resolve(hash.hex());
  }

  /**
   * Begins to receive content.
   *
   * @throws ProtocolException if there is too much of it
   */
  Arrival receive(ContentHash hash, long size) throws IOException {
    if (size < 0 || size > Protocol.MAX_FILE) {
      throw new ProtocolException(
          "a file of " + size + " bytes; at most " + Protocol.MAX_FILE + " are allowed");
    }
    if (total + size > Protocol.MAX_TOTAL) {
      throw new ProtocolException(
          "more than " + Protocol.MAX_TOTAL + " bytes at once are not allowed");
    }
    total += size;
    return new Arrival(hash, size);
  }

  void clear() throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    total = 0;
  }

  /** Content on its way in. Closed before it is complete, it leaves nothing behind. */
  final class Arrival implements Closeable {

    private final ContentHash hash;
    private final MessageDigest digest = ContentHash.sha256();
    private final Path draft;
    private final OutputStream out;
    private long left;

    Arrival(ContentHash hash, long size) throws IOException {
      this.hash = hash;
      this.left = size;
      this.draft = Files.createTempFile(folder, "arriving", "");
      this.out = Files.newOutputStream(draft);
    }

    boolean isComplete() {
      return left == 0;
    }

    void append(byte[] chunk) throws IOException {
      if (chunk.length > left) {
        throw new ProtocolException("more content than announced");
      }
      left -= chunk.length;
      digest.update(chunk);
      out.write(chunk);
    }

    /** Accepts the content if it is what was announced. */
    void finish() throws IOException {
      out.close();
      if (!ContentHash.ofDigest(digest.digest()).equals(hash)) {
        throw new ProtocolException("content does not have the hash that was announced");
      }
      Files.move(draft, file(hash), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(draft);
    }
  }
}
