package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.content.ContentHash;
import dev.innerloop.content.Inventory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A layer whose content was read once, which is what decides whether it is new: neither the time
 * nor the size of a file does, since builds with a fixed output timestamp keep both.
 */
record HashedLayer(String name, Map<String, ImageLayer.Source> sources, Inventory inventory) {

  static HashedLayer of(ImageLayer layer) throws IOException {
    Map<String, ImageLayer.Source> sources = new TreeMap<>();
    Map<String, ContentHash> hashes = new TreeMap<>();
    for (ImageLayer.Entry entry : layer.files()) {
      sources.put(entry.path(), entry.source());
      hashes.put(entry.path(), hash(entry.source()));
    }
    return new HashedLayer(layer.name(), sources, Inventory.of(hashes));
  }

  private static ContentHash hash(ImageLayer.Source source) throws IOException {
    if (source instanceof ImageLayer.Source.Text text) {
      return ContentHash.of(text.text().getBytes(UTF_8));
    }
    return copy(((ImageLayer.Source.File) source).path(), OutputStream.nullOutputStream());
  }

  private static ContentHash copy(Path file, OutputStream out) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), ContentHash.sha256())) {
      in.transferTo(out);
      return ContentHash.ofDigest(in.getMessageDigest().digest());
    }
  }

  long size(String path) throws IOException {
    ImageLayer.Source source = sources.get(path);
    return source instanceof ImageLayer.Source.File file
        ? Files.size(file.path())
        : content(path).length;
  }

  /**
   * Writes the content of one file.
   *
   * @throws IOException if it is no longer what it was when the layer was hashed
   */
  void write(String path, OutputStream out) throws IOException {
    if (!(sources.get(path) instanceof ImageLayer.Source.File file)) {
      out.write(content(path));
      return;
    }
    if (!copy(file.path(), out).equals(inventory.get(path))) {
      throw new IOException(file.path() + " changed while it was packed");
    }
  }

  private byte[] content(String path) {
    if (sources.get(path) instanceof ImageLayer.Source.Text text) {
      return text.text().getBytes(UTF_8);
    }
    throw new IllegalArgumentException("not a text: " + path);
  }
}
