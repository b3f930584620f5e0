package dev.innerloop.image.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs layers; equal content is packed once.
 *
 * <p>This replaces jib's layer cache, which identifies files by path and time and therefore returns
 * the old layer for new content with the same time.
 */
public final class LayerPacker {

  /** Some tools show zero as "no time"; like jib, this uses one second. */
  private static final FileTime TIME = FileTime.from(1, TimeUnit.SECONDS);

  private static final int FOLDER = 040755;
  private static final int EXECUTABLE = 0100755;
  private static final int READABLE = 0100644;

  private final BlobDirectory blobs;
  private final Path index;
  private final ImageListener listener;

  public LayerPacker(Path folder, ImageListener listener) {
    this.blobs = new BlobDirectory(folder.resolve("blobs"));
    this.index = folder.resolve("packed");
    this.listener = listener;
  }

  public Packed pack(HashedLayer layer) throws IOException {
    Path known = index.resolve(layer.digest().hex());
    if (Files.isRegularFile(known)) {
      List<String> hashes = Files.readAllLines(known, US_ASCII);
      ContentHash digest = ContentHash.ofHex(hashes.get(0));
      if (blobs.find(digest).isPresent()) {
        return new Packed(
            layer.name(), digest, ContentHash.ofHex(hashes.get(1)), blobs.path(digest));
      }
    }
    listener.buildingLayer(layer.name(), layer.files().size());
    DigestOutputStream plain =
        new DigestOutputStream(OutputStream.nullOutputStream(), ContentHash.sha256());
    ContentHash digest =
        blobs.put(
            out -> {
              try (ParallelGzip zipped = new ParallelGzip(out)) {
                tar(layer, new Tee(zipped, plain));
              }
            });
    ContentHash diffId = ContentHash.ofDigest(plain.getMessageDigest().digest());
    Files.createDirectories(index);
    Files.write(known, List.of(digest.hex(), diffId.hex()), US_ASCII);
    return new Packed(layer.name(), digest, diffId, blobs.path(digest));
  }

  private static void tar(HashedLayer layer, OutputStream out) throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    for (String path : layer.files().keySet()) {
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash + 1));
      }
    }
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    for (String folder : folders) {
      tar.putArchiveEntry(entry(folder, 0, FOLDER));
      tar.closeArchiveEntry();
    }
    for (String path : layer.files().keySet()) {
      int mode = layer.isExecutable(path) ? EXECUTABLE : READABLE;
      tar.putArchiveEntry(entry(path, layer.size(path), mode));
      layer.write(path, tar);
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }

  /** All entries are owned by root. */
  private static TarArchiveEntry entry(String path, long size, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(size);
    entry.setMode(mode);
    entry.setModTime(TIME);
    entry.setIds(0, 0);
    entry.setNames("", "");
    return entry;
  }

  /**
   * A layer as stored in registries.
   *
   * @param digest of the compressed file
   * @param diffId of the archive in it
   */
  public record Packed(String name, ContentHash digest, ContentHash diffId, Path file) {

    public long size() throws IOException {
      return Files.size(file);
    }
  }

  /** Writes to two streams; closes only the first. */
  private static final class Tee extends OutputStream {

    private final OutputStream first;
    private final OutputStream second;

    Tee(OutputStream first, OutputStream second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public void write(int b) throws IOException {
      first.write(b);
      second.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      first.write(b, off, len);
      second.write(b, off, len);
    }

    @Override
    public void flush() throws IOException {
      first.flush();
    }

    @Override
    public void close() throws IOException {
      first.close();
    }
  }
}
