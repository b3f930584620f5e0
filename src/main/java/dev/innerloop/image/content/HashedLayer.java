package dev.innerloop.image.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A layer with the hashes of its files, which decide whether it changed. Time and size of a file
 * are not enough, because builds with a fixed output timestamp keep both.
 */
public record HashedLayer(
    String name, Map<String, ImageLayer.Entry> files, SortedMap<String, ContentHash> hashes) {

  public HashedLayer {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  public static HashedLayer of(ImageLayer layer, FileHashCache known) throws IOException {
    Map<String, ImageLayer.Entry> files = new TreeMap<>();
    SortedMap<String, ContentHash> hashes = new TreeMap<>();
    for (ImageLayer.Entry entry : layer.files()) {
      files.put(entry.path(), entry);
      hashes.put(entry.path(), known.of(entry.source()));
    }
    return new HashedLayer(layer.name(), files, hashes);
  }

  private static ContentHash copy(ImageLayer.Source source, OutputStream out) throws IOException {
    DigestOutputStream digest = new DigestOutputStream(out, ContentHash.sha256());
    source.writeTo(digest);
    return ContentHash.ofDigest(digest.getMessageDigest().digest());
  }

  /** Digest of paths, contents and executable flags. */
  public ContentHash digest() {
    String executable =
        files.values().stream()
            .filter(ImageLayer.Entry::executable)
            .map(ImageLayer.Entry::path)
            .collect(Collectors.joining("\0"));
    ContentHash content = contentDigest();
    return executable.isEmpty()
        ? content
        : ContentHash.of((content.hex() + "\0" + executable).getBytes(UTF_8));
  }

  private ContentHash contentDigest() {
    MessageDigest all = ContentHash.sha256();
    hashes.forEach(
        (path, hash) -> {
          all.update(path.getBytes(UTF_8));
          all.update((byte) 0);
          all.update(hash.digest());
        });
    return ContentHash.ofDigest(all.digest());
  }

  long size(String path) throws IOException {
    return entry(path).source().size();
  }

  boolean isExecutable(String path) {
    return entry(path).executable();
  }

  /**
   * Writes the content of one file.
   *
   * @throws IOException if it changed after the layer was hashed
   */
  void write(String path, OutputStream out) throws IOException {
    ImageLayer.Source source = entry(path).source();
    if (!copy(source, out).equals(hashes.get(path))) {
      throw new IOException(source.name() + " changed while the layer was packed");
    }
  }

  private ImageLayer.Entry entry(String path) {
    ImageLayer.Entry entry = files.get(path);
    if (entry == null) {
      throw new IllegalArgumentException("not in the layer: " + path);
    }
    return entry;
  }
}
