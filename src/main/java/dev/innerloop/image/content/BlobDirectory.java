package dev.innerloop.image.content;

import dev.innerloop.wire.ContentHash;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of content-addressed files, as in an OCI image layout. */
public final class BlobDirectory {

  private final Path folder;

  public BlobDirectory(Path folder) {
    this.folder = folder.resolve("sha256");
  }

  public Path path(ContentHash hash) {
    return folder.resolve(hash.hex());
  }

  public Optional<Path> find(ContentHash hash) {
    Path file = path(hash);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** Stores the written content if it has the expected hash. */
  public void put(ContentHash expected, Writer writer) throws IOException {
    ContentHash hash = put(writer);
    if (!hash.equals(expected)) {
      Files.deleteIfExists(path(hash));
      throw new IOException("received " + hash.hex() + " instead of " + expected.hex());
    }
  }

  /** Adds a file of another store, as a hard link if the file system supports it. */
  public void link(ContentHash hash, Path file) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.createLink(path(hash), file);
    } catch (FileAlreadyExistsException e) {
      return; // of the same name, so of the same content
    } catch (FileSystemException | UnsupportedOperationException e) {
      put(hash, out -> Files.copy(file, out));
    }
  }

  /** Stores the written content atomically. */
  public ContentHash put(Writer writer) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "partial", null);
    try {
      DigestOutputStream out =
          new DigestOutputStream(Files.newOutputStream(partial), ContentHash.sha256());
      try (OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
        writer.writeTo(buffered);
      }
      ContentHash hash = ContentHash.ofDigest(out.getMessageDigest().digest());
      Files.move(partial, path(hash), StandardCopyOption.REPLACE_EXISTING);
      return hash;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Deletes all other files. */
  public void removeAllBut(Set<Path> needed) throws IOException {
    try (Stream<Path> present = Files.list(folder)) {
      for (Path blob : present.filter(file -> !needed.contains(file)).toList()) {
        Files.delete(blob);
      }
    }
  }

  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }
}
