package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.StoredContent;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/**
 * Content that has arrived, named by its hash; what a broken connection left complete is not sent
 * again.
 */
final class Staging {

  final Path folder;
  private final long maxTotal;

  /** Bytes of all content here, and of what is just arriving. */
  @GuardedBy("this")
  private long total;

  Staging(Path folder, long maxTotal) {
    this.folder = folder;
    this.maxTotal = maxTotal;
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
  synchronized Arrival receive(ContentHash hash, long size) throws IOException {
    if (size < 0 || size > Protocol.MAX_FILE) {
      throw new ProtocolException(
          "a file of " + size + " bytes; at most " + Protocol.MAX_FILE + " are allowed");
    }
    if (total + size > maxTotal) {
      throw new ProtocolException("more than " + maxTotal + " bytes at once are not allowed");
    }
    Arrival arrival = new Arrival(hash, size);
    total += size;
    return arrival;
  }

  /**
   * Takes content that lies in a file of this machine; the file is not written to meanwhile.
   *
   * @throws IOException if it cannot be read, or was written to since its content was hashed
   */
  void adopt(StoredContent content) throws IOException {
    Path file = Paths.get(content.file()).toRealPath();
    if (Files.size(file) != content.size()
        || Files.getLastModifiedTime(file).toMillis() != content.modified()) {
      throw new IOException(file + " has changed");
    }
    if (!has(content.hash())) {
      Path draft = folder.resolve("adopted-" + content.hash().hex());
      Files.deleteIfExists(draft);
      FileLinks.linkOrCopy(file, draft);
      Files.move(draft, file(content.hash()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Whether a file is content that has arrived, which nobody writes to. */
  boolean isInside(Path file) {
    return file.startsWith(folder);
  }

  synchronized void clear() throws IOException {
    Directories.clear(folder);
    total = 0;
  }

  synchronized void release(long size) {
    total = Math.max(0, total - size);
  }

  /** Content on its way in. Closed before it is complete, it leaves nothing behind. */
  final class Arrival implements Closeable {

    private final ContentHash hash;
    private final MessageDigest digest = ContentHash.sha256();
    private final Path draft;
    private final OutputStream out;
    private final long size;
    private long left;
    private boolean finished;

    Arrival(ContentHash hash, long size) throws IOException {
      this.hash = hash;
      this.size = size;
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
      if (has(hash)) {
        return;
      }
      Files.move(draft, file(hash), StandardCopyOption.ATOMIC_MOVE);
      finished = true;
    }

    /** Drops what has arrived, unless it was finished. */
    @Override
    public void close() throws IOException {
      if (!finished) {
        finished = true;
        release(size);
        out.close();
        Files.deleteIfExists(draft);
      }
    }
  }
}
