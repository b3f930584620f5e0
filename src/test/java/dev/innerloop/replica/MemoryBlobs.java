package dev.innerloop.replica;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Inventory;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Content kept in memory. */
public final class MemoryBlobs implements Blobs {

  private final Map<ContentHash, byte[]> content = new ConcurrentHashMap<>();

  private final Map<ContentHash, StoredContent> stored = new ConcurrentHashMap<>();

  public ContentHash put(byte[] bytes) {
    ContentHash hash = ContentHash.of(bytes);
    content.put(hash, bytes);
    return hash;
  }

  /** Keeps all files, given by path. */
  public Inventory inventory(Map<String, byte[]> files) {
    Map<WorkspacePath, ContentHash> hashes = new TreeMap<>();
    files.forEach((path, bytes) -> hashes.put(WorkspacePath.of(path), put(bytes)));
    return Inventory.of(hashes);
  }

  @Override
  public InputStream open(ContentHash hash) throws IOException {
    return new ByteArrayInputStream(get(hash));
  }

  @Override
  public long size(ContentHash hash) throws IOException {
    return get(hash).length;
  }

  @Override
  public boolean has(ContentHash hash) {
    return content.containsKey(hash);
  }

  /** Keeps a file that is not written to any more. */
  public ContentHash put(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ContentHash hash = put(bytes);
    stored.put(
        hash,
        new StoredContent(
            hash, file.toString(), bytes.length, Files.getLastModifiedTime(file).toMillis()));
    return hash;
  }

  @Override
  public Optional<StoredContent> stored(ContentHash hash) {
    return Optional.ofNullable(stored.get(hash));
  }

  private byte[] get(ContentHash hash) throws IOException {
    byte[] bytes = content.get(hash);
    if (bytes == null) {
      throw new IOException("unknown content " + hash);
    }
    return bytes;
  }
}
