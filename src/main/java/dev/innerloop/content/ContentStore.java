package dev.innerloop.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content that one app's inventories name, kept while a replica may still hold or need it.
 *
 * <p>Output directories are emptied at any time, so their content is kept here: small files in
 * memory, others in a dedicated directory. Jars of the local repository stay where they are, for
 * releases do not change; a snapshot does, and is copied.
 *
 * <p>Content is dropped once none of the last {@value #INVENTORIES} inventories names it. Replicas
 * are driven to the newest inventory; the older ones serve those that are still on their way, and
 * the comparison of new bytecode with what a lagging replica runs. A replica further behind is
 * restarted, not redefined, so that nothing but speed depends on the number.
 *
 * <p>Safe for use by many threads.
 */
public final class ContentStore implements Blobs {

  private static final int INVENTORIES = 8;
  private static final int SWEEP = 64;
  private static final long MEMORY_LIMIT = 256 * 1024;

  private final Path folder;

  @GuardedBy("this")
  private final Map<ContentHash, Blob> blobs = new HashMap<>();

  @GuardedBy("this")
  private final Deque<Inventory> inventories = new ArrayDeque<>();

  /** By content, how often the oldest inventory names it and later ones put it somewhere. */
  @GuardedBy("this")
  private final Map<ContentHash, Integer> named = new HashMap<>();

  @GuardedBy("this")
  private int retained;

  /**
   * A store without content.
   *
   * @param folder for large files: dedicated, outside of any output directory, created when needed
   */
  public ContentStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public InputStream open(ContentHash hash) throws IOException {
    return find(hash).open();
  }

  @Override
  public long size(ContentHash hash) throws IOException {
    return find(hash).size();
  }

  @Override
  public Optional<StoredContent> stored(ContentHash hash) throws IOException {
    Optional<Path> file = find(hash).file();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    BasicFileAttributes now = Files.readAttributes(file.get(), BasicFileAttributes.class);
    return Optional.of(
        new StoredContent(
            hash,
            file.get().toAbsolutePath().toString(),
            now.size(),
            now.lastModifiedTime().toMillis()));
  }

  @Override
  public synchronized boolean has(ContentHash hash) {
    return blobs.containsKey(hash);
  }

  private synchronized Blob find(ContentHash hash) throws IOException {
    Blob blob = blobs.get(hash);
    if (blob == null) {
      throw new NoSuchFileException(hash.hex(), null, "its content is not kept here any more");
    }
    return blob;
  }

  public ContentHash keep(byte[] content) {
    ContentHash hash = ContentHash.of(content);
    add(hash, new InMemory(content));
    return hash;
  }

  /** Keeps a file's content, however large, after the file itself is gone. */
  public ContentHash keepCopy(Path file) throws IOException {
    if (Files.size(file) <= MEMORY_LIMIT) {
      return keep(Files.readAllBytes(file));
    }
    Files.createDirectories(folder);
    Path copy = Files.createTempFile(folder, "incoming", null);
    try {
      MessageDigest digest = ContentHash.sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      ContentHash hash = ContentHash.ofDigest(digest.digest());
      Path kept = folder.resolve(hash.hex());
      synchronized (this) {
        Files.move(copy, kept, StandardCopyOption.REPLACE_EXISTING);
        blobs.put(hash, new Copied(kept, Files.size(kept)));
      }
      return hash;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Keeps a reference to a file that is not expected to change. */
  public ContentHash keepReference(Path file) throws IOException {
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    MessageDigest digest = ContentHash.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    ContentHash hash = ContentHash.ofDigest(digest.digest());
    add(hash, new Referenced(file, before.size(), before.lastModifiedTime()));
    return hash;
  }

  private synchronized void add(ContentHash hash, Blob blob) {
    blobs.put(hash, blob);
  }

  /** Keeps the content of an inventory, and drops what only old ones name. */
  public synchronized void retain(Inventory inventory) {
    Inventory newest = inventories.isEmpty() ? Inventory.EMPTY : inventories.getLast();
    InventoryDifference puts = newest.differenceTo(inventory);
    for (WorkspacePath path : union(puts.added(), puts.changed())) {
      named.merge(hashOf(path, inventory), 1, Integer::sum);
    }
    inventories.addLast(inventory);
    retained++;
    if (inventories.size() > INVENTORIES) {
      Inventory gone = inventories.removeFirst();
      InventoryDifference since = gone.differenceTo(inventories.getFirst());
      for (WorkspacePath path : union(since.changed(), since.removed())) {
        ContentHash hash = hashOf(path, gone);
        if (named.computeIfPresent(hash, (key, count) -> less(count)) == null) {
          drop(hash);
        }
      }
    }
    if (retained % SWEEP == 0) {
      sweep();
    }
  }

  private static List<WorkspacePath> union(
      Collection<WorkspacePath> some, Collection<WorkspacePath> others) {
    List<WorkspacePath> union = new ArrayList<>(some);
    union.addAll(others);
    return union;
  }

  private static ContentHash hashOf(WorkspacePath path, Inventory inventory) {
    ContentHash hash = inventory.get(path);
    if (hash == null) {
      throw new IllegalArgumentException(path + " is not in the inventory");
    }
    return hash;
  }

  private static @Nullable Integer less(int count) {
    return count == 1 ? null : count - 1;
  }

  @GuardedBy("this")
  private void drop(ContentHash hash) {
    Blob blob = blobs.get(hash);
    if (blob != null && drop(blob)) {
      blobs.remove(hash);
    }
  }

  /** Also what no inventory ever named. Takes long where there are many files. */
  @GuardedBy("this")
  private void sweep() {
    Iterator<Map.Entry<ContentHash, Blob>> all = blobs.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<ContentHash, Blob> entry = all.next();
      if (!named.containsKey(entry.getKey()) && drop(entry.getValue())) {
        all.remove();
      }
    }
  }

  private static boolean drop(Blob blob) {
    if (blob instanceof Copied copied) {
      try {
        Files.deleteIfExists(copied.copy());
      } catch (IOException e) {
        return false; // Windows does not delete a file that is being read; the next inventory tries
        // again
      }
    }
    return true;
  }

  private sealed interface Blob {

    InputStream open() throws IOException;

    long size();

    /** The file that holds it, if that is not written to. */
    Optional<Path> file() throws IOException;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record InMemory(byte[] content) implements Blob {

    private InMemory {
      content = content.clone();
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }

  private record Copied(Path copy, long size) implements Blob {

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(copy);
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(copy);
    }
  }

  private record Referenced(Path original, long size, FileTime modified) implements Blob {

    @Override
    public InputStream open() throws IOException {
      check();
      return Files.newInputStream(original);
    }

    @Override
    public Optional<Path> file() throws IOException {
      check();
      return Optional.of(original);
    }

    private void check() throws IOException {
      BasicFileAttributes now = Files.readAttributes(original, BasicFileAttributes.class);
      if (now.size() != size || !now.lastModifiedTime().equals(modified)) {
        throw new IOException(original + " changed after it was scanned");
      }
    }
  }
}
