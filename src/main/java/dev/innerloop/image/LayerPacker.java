package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.tar.TarStreamBuilder;
import dev.innerloop.content.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Packs layers, each content once.
 *
 * <p>Not jib's own cache of layers: that one knows them by path and time, and so gives back the old
 * layer for new content of the same time.
 */
final class LayerPacker {

  /** Zero would be shown as "no time" by some tools; jib and others agreed on one second. */
  private static final Instant TIME = Instant.ofEpochSecond(1);

  private final BlobStore blobs;
  private final Path index;
  private final ImageListener listener;

  LayerPacker(Path folder, ImageListener listener) {
    this.blobs = new BlobStore(folder.resolve("blobs"));
    this.index = folder.resolve("packed");
    this.listener = listener;
  }

  Packed pack(HashedLayer layer) throws IOException {
    Path known = index.resolve(layer.inventory().digest().hex());
    if (Files.isRegularFile(known)) {
      List<String> hashes = Files.readAllLines(known, US_ASCII);
      ContentHash digest = new ContentHash(hashes.get(0));
      if (blobs.find(digest).isPresent()) {
        return new Packed(layer.name(), digest, new ContentHash(hashes.get(1)), blobs.path(digest));
      }
    }
    listener.buildingLayer(layer.name(), layer.sources().size());
    DigestOutputStream plain =
        new DigestOutputStream(OutputStream.nullOutputStream(), ContentHash.sha256());
    ContentHash digest =
        blobs.put(
            out -> {
              try (GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16)) {
                tar(layer).writeAsTarArchiveTo(new Tee(zipped, plain));
              }
            });
    ContentHash diffId = ContentHash.ofDigest(plain.getMessageDigest().digest());
    Files.createDirectories(index);
    Files.write(known, List.of(digest.hex(), diffId.hex()), US_ASCII);
    return new Packed(layer.name(), digest, diffId, blobs.path(digest));
  }

  private static TarStreamBuilder tar(HashedLayer layer) throws IOException {
    TarStreamBuilder tar = new TarStreamBuilder();
    TreeSet<String> folders = new TreeSet<>();
    for (String path : layer.sources().keySet()) {
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash + 1));
      }
    }
    // Names that end in a slash become folders with mode 0755, others files with 0644, all root's.
    for (String folder : folders) {
      tar.addByteEntry(new byte[0], folder, TIME);
    }
    for (String path : layer.sources().keySet()) {
      tar.addBlobEntry(
          Blobs.from(out -> layer.write(path, out), true), layer.size(path), path, TIME);
    }
    return tar;
  }

  /**
   * A layer as registries keep it.
   *
   * @param digest of the compressed file
   * @param diffId of the archive in it
   */
  record Packed(String name, ContentHash digest, ContentHash diffId, Path file) {

    long size() throws IOException {
      return Files.size(file);
    }
  }

  /** Writes to both; only the first is closed. */
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
