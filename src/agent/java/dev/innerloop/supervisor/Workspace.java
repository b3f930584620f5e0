package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Edits;
import dev.innerloop.wire.FileEntry;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Protocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The folder that holds what the app runs from, and what we know of its content. */
final class Workspace {

  private static final String CHANGES = "changes-";

  /** So many files are looked up at a time: what they take in memory is bounded. */
  private static final int AT_ONCE = MissingContent.MAX_HASHES;

  private final WorkspaceRoot root;
  private final ImageFiles image;
  private final Path inventory;
  private final Path memory;
  private final Journal journal;
  private final Staging staging;

  /** Held while what lies here changes, or is scanned: for long, if there are many files. */
  private final Object disk = new Object();

  @GuardedBy("this")
  private StoredFiles files;

  /** Whether a commit failed half-way, so that nobody knows what lies here. */
  @GuardedBy("disk")
  private boolean stale;

  @GuardedBy("this")
  private long generation;

  @GuardedBy("this")
  private Launch launch;

  private Workspace(WorkspaceRoot root, ImageFiles image) {
    this.root = root;
    this.image = image;
    inventory = root.own().resolve("inventory");
    memory = root.own().resolve("memory");
    journal = new Journal(root);
    staging = new Staging(root.own().resolve("staging"), Protocol.MAX_TOTAL);
  }

  /** Opens a workspace, completes a commit that was cut off, and scans what it holds. */
  static Workspace open(WorkspaceRoot root, ImageFiles image) throws IOException {
    Workspace workspace = new Workspace(root, image);
    workspace.journal.replay();
    workspace.clearChanges();
    workspace.staging.clear();
    workspace.recall();
    synchronized (workspace.disk) {
      workspace.scan();
    }
    return workspace;
  }

  WorkspaceRoot root() {
    return root;
  }

  Staging staging() {
    return staging;
  }

  /** What a workspace holds at one moment. */
  static final class Snapshot {

    final FileSource files;
    final int count;
    final Launch launch;

    Snapshot(FileSource files, int count, Launch launch) {
      this.files = files;
      this.count = count;
      this.launch = launch;
    }
  }

  /** To be closed by its files. */
  synchronized Snapshot snapshot() throws IOException {
    return new Snapshot(files.open(), files.count(), launch);
  }

  synchronized ContentHash digest() {
    return files.digest();
  }

  synchronized long generation() {
    return generation;
  }

  /** How its content was last started, or null. */
  synchronized Launch launch() {
    return launch;
  }

  synchronized boolean isEmpty() {
    return files.count() == 0;
  }

  /** Scans again if a commit failed half-way. */
  void refresh() throws IOException {
    synchronized (disk) {
      if (stale) {
        scan();
      }
    }
  }

  /** How it differs from what the image holds; before anything lies here, not at all. */
  Edits edits() throws IOException {
    if (image.isNone()) {
      return Edits.withoutImage();
    }
    Edits.Builder edits = new Edits.Builder();
    Snapshot here = snapshot();
    FileSource files = here.files;
    FileSource below = null;
    try {
      below = image.layout();
      if (here.count == 0) {
        return edits.build();
      }
      if (below == null) {
        return Edits.withoutImage();
      }
      FileEntry before = below.next();
      FileEntry now = files.next();
      while (before != null || now != null) {
        int order = order(before, now);
        if (order < 0) {
          edits.add(before.path(), Edits.Kind.REMOVED);
        } else if (order > 0) {
          edits.add(now.path(), Edits.Kind.ADDED);
        } else if (!before.hash().equals(now.hash())) {
          edits.add(now.path(), Edits.Kind.CHANGED);
        }
        before = order <= 0 ? below.next() : before;
        now = order >= 0 ? files.next() : now;
      }
    } finally {
      Closeables.close(files, below);
    }
    return edits.build();
  }

  /** Null comes after all others. */
  private static int order(FileEntry a, FileEntry b) {
    return a == null ? 1 : b == null ? -1 : a.path().compareTo(b.path());
  }

  /** Begins to write down changes. */
  ChangeSet.Builder change() throws IOException {
    return new ChangeSet.Builder(Files.createTempDirectory(root.own(), CHANGES));
  }

  /**
   * Looks for content that neither arrived nor lies here or in the image.
   *
   * @param told in parts, and whether a part is the last
   */
  void findMissing(ChangeSet changes, BiConsumer<Set<ContentHash>, Boolean> told)
      throws IOException {
    FileSource puts = changes.puts();
    try {
      List<FileEntry> part = next(puts);
      do {
        Set<ContentHash> missing = hashes(part);
        missing.removeAll(locate(missing).keySet());
        part = next(puts);
        told.accept(missing, part.isEmpty());
      } while (!part.isEmpty());
    } finally {
      Closeables.close(puts);
    }
  }

  /** Changes whose content lies ready, with the inventory that they lead to. */
  static final class Prepared {

    final ChangeSet changes;
    final StoredFiles after;

    Prepared(ChangeSet changes, StoredFiles after) {
      this.changes = changes;
      this.after = after;
    }
  }

  /**
   * Does all of a commit that takes time or can fail, and changes nothing yet.
   *
   * @throws IOException if content is missing, a path is not allowed, or the disk is full
   */
  Prepared prepare(ChangeSet changes) throws IOException {
    Files.createDirectories(ChangeSet.content(changes.directory(), 0).getParent());
    changes.removals().forEach(removed -> root.resolve(removed.path()));
    FileSource puts = changes.puts();
    try {
      int position = 0;
      for (List<FileEntry> part = next(puts); !part.isEmpty(); part = next(puts)) {
        Map<ContentHash, Path> sources = locate(hashes(part));
        for (FileEntry put : part) {
          root.resolve(put.path());
          place(put, sources.get(put.hash()), ChangeSet.content(changes.directory(), position++));
        }
      }
    } finally {
      Closeables.close(puts);
    }
    return new Prepared(changes, merge(changes));
  }

  /**
   * Carries out what was prepared, as one step.
   *
   * @throws IOException if that failed half-way: what lies here now is scanned again
   */
  void commit(Prepared prepared, Launch newLaunch) throws IOException {
    boolean changed = !prepared.changes.isEmpty();
    synchronized (disk) {
      if (changed) {
        change(prepared);
      }
      synchronized (this) {
        if (changed || !newLaunch.equals(launch)) {
          generation++;
          launch = newLaunch;
          remember();
        }
      }
    }
    staging.clear();
  }

  @GuardedBy("disk")
  private void change(Prepared prepared) throws IOException {
    stale = true;
    try {
      journal.commit(prepared.changes);
      replaceInventory(journal.inventory(), prepared.after);
      stale = false;
      journal.close();
    } catch (IOException | RuntimeException | Error e) {
      rescan(e);
      throw e;
    }
  }

  /** Those who still read the former one keep it. */
  private synchronized void replaceInventory(Path draft, StoredFiles written) throws IOException {
    Files.move(
        draft, inventory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    files = written.at(inventory);
  }

  /** Takes over what the image holds, if anything, as if somebody had delivered it. */
  void materialise(ImageLaunch imageLaunch) throws IOException {
    ChangeSet changes = layout();
    try {
      if (!changes.isEmpty()) {
        Launch itsLaunch = imageLaunch.read();
        commit(prepare(changes), itsLaunch);
      }
    } finally {
      changes.delete();
    }
  }

  private ChangeSet layout() throws IOException {
    FileSource layout = image.layout();
    try (ChangeSet.Builder changes = change()) {
      if (layout != null) {
        layout.forEach(file -> changes.put(file.path(), file.hash()));
      }
      return changes.build();
    }
  }

  /** Writes down which files there are after the changes. */
  private StoredFiles merge(ChangeSet changes) throws IOException {
    FileSource old = snapshot().files;
    FileSource puts = null;
    FileSource removals = null;
    StoredFiles.Builder after = null;
    try {
      puts = changes.puts();
      removals = changes.removals();
      after = new StoredFiles.Builder(ChangeSet.inventory(changes.directory()));
      FileEntry before = old.next();
      FileEntry put = puts.next();
      FileEntry removed = removals.next();
      while (before != null || put != null) {
        int order = order(before, put);
        FileEntry next = order < 0 ? before : put;
        while (order(removed, next) < 0) {
          removed = removals.next();
        }
        if (order >= 0 || order(removed, next) != 0) {
          after.add(next.path(), next.hash());
        }
        before = order <= 0 ? old.next() : before;
        put = order >= 0 ? puts.next() : put;
      }
      StoredFiles merged = after.build();
      if (merged.count() > Protocol.MAX_FILES) {
        throw new ProtocolException("more than " + Protocol.MAX_FILES + " files are not allowed");
      }
      return merged;
    } finally {
      Closeables.close(old, puts, removals, after);
    }
  }

  private static List<FileEntry> next(FileSource files) throws IOException {
    List<FileEntry> part = new ArrayList<>();
    while (part.size() < AT_ONCE) {
      FileEntry file = files.next();
      if (file == null) {
        break;
      }
      part.add(file);
    }
    return part;
  }

  private static Set<ContentHash> hashes(List<FileEntry> entries) {
    Set<ContentHash> hashes = new HashSet<>();
    for (FileEntry entry : entries) {
      hashes.add(entry.hash());
    }
    return hashes;
  }

  /** Where content lies that has arrived, or was here before, or is in the image. */
  private Map<ContentHash, Path> locate(Set<ContentHash> wanted) throws IOException {
    Map<ContentHash, Path> found = new HashMap<>();
    for (ContentHash hash : wanted) {
      if (staging.has(hash)) {
        found.put(hash, staging.file(hash));
      }
    }
    if (found.size() < wanted.size()) {
      snapshot()
          .files
          .forEach(
              file -> {
                if (wanted.contains(file.hash())) {
                  found.putIfAbsent(file.hash(), root.resolve(file.path()));
                }
              });
    }
    if (found.size() < wanted.size()) {
      image.locate(wanted, found);
    }
    return found;
  }

  private void place(FileEntry put, Path source, Path target) throws IOException {
    if (source == null) {
      throw new IOException("the content of " + put.path() + " has not arrived");
    }
    if (source.startsWith(root.directory())) {
      Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
    } else if (put.path().toString().endsWith(".jar")) {
      Files.createSymbolicLink(target, source.toRealPath());
    } else {
      Files.copy(source, target);
    }
  }

  private void clearChanges() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root.own(), CHANGES + "*")) {
      for (Path changes : left) {
        Directories.delete(changes);
      }
    }
  }

  /** After a commit that failed; if this fails as well, it is left to {@link #refresh}. */
  @GuardedBy("disk")
  private void rescan(Throwable cause) {
    try {
      stale = true;
      journal.close();
      scan();
    } catch (IOException | RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }

  @GuardedBy("disk")
  private void scan() throws IOException {
    Path draft = inventory.resolveSibling("inventory.draft");
    StoredFiles.Builder found = new StoredFiles.Builder(draft);
    try {
      SortedFileWalk.walk(
          root.directory(),
          (path, file) -> {
            // A link counts only if it is one of ours, to a jar of the image.
            if (Files.isRegularFile(file) && (!Files.isSymbolicLink(file) || leadsToImage(file))) {
              ContentHash hash = hash(file);
              if (hash != null) {
                found.add(path, hash);
              }
            }
          });
      replaceInventory(draft, found.build());
      stale = false;
    } finally {
      Closeables.close(found);
    }
  }

  /** Null if the file has just gone, or may not be read: then it has to be delivered again. */
  private static ContentHash hash(Path file) throws IOException {
    try {
      return ContentHash.ofFile(file);
    } catch (FileSystemException e) {
      return null;
    }
  }

  private boolean leadsToImage(Path link) throws IOException {
    return image.isInside(Files.readSymbolicLink(link));
  }

  @GuardedBy("this")
  private void remember() throws IOException {
    Path draft = memory.resolveSibling("memory.draft");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(draft))) {
      out.writeLong(generation);
      launch.withoutEnvironment().write(out);
    }
    Files.move(draft, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private synchronized void recall() throws IOException {
    if (Files.exists(memory)) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(memory))) {
        generation = in.readLong();
        launch = Launch.read(in);
      }
    }
  }
}
