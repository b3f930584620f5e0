package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Edits;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Protocol;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory that the app runs from: how its content changes. */
final class Workspace {

  private static final String CHANGES = "changes-";

  private final WorkspaceRoot root;
  private final ImageFiles image;
  private final WorkspaceState state;
  private final Journal journal;
  private final Staging staging;
  private final ContentLocator content;

  /** Held while the content changes or is scanned: for long, if there are many files. */
  private final Object disk = new Object();

  /** Whether a commit failed half-way, so that the content is unknown. */
  @GuardedBy("disk")
  private boolean stale;

  private Workspace(WorkspaceRoot root, ImageFiles image) {
    this.root = root;
    this.image = image;
    state = new WorkspaceState(root.own());
    journal = new Journal(root);
    staging = new Staging(root.own().resolve("staging"), Protocol.MAX_TOTAL);
    content = new ContentLocator(root, state, staging, image);
  }

  /** Opens a workspace, completes a commit that was cut off, and scans the content. */
  static Workspace open(WorkspaceRoot root, ImageFiles image) throws IOException {
    Workspace workspace = new Workspace(root, image);
    workspace.journal.replay();
    workspace.clearChanges();
    workspace.staging.clear();
    workspace.state.load();
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

  WorkspaceState state() {
    return state;
  }

  ContentLocator content() {
    return content;
  }

  /** Scans again if a commit failed half-way. */
  void refresh() throws IOException {
    synchronized (disk) {
      if (stale) {
        scan();
      }
    }
  }

  /** How it differs from the image's content; before it has any content, not at all. */
  Edits edits() throws IOException {
    if (image.isNone()) {
      return Edits.withoutImage();
    }
    WorkspaceState.Snapshot here = state.snapshot();
    FileSource layout = null;
    try {
      layout = image.layout();
      if (here.count == 0) {
        return new Edits.Builder().build();
      }
      return layout == null ? Edits.withoutImage() : SortedInventories.edits(layout, here.files);
    } finally {
      Closeables.close(here.files, layout);
    }
  }

  /** Begins to write down changes. */
  ChangeSet.Builder change() throws IOException {
    return new ChangeSet.Builder(Files.createTempDirectory(root.own(), CHANGES));
  }

  /** Changes whose content is collected, with the inventory that results from them. */
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
    changes.removals().forEach(removed -> root.resolve(removed.path()));
    content.collect(changes);
    return new Prepared(changes, merge(changes));
  }

  /** Writes down which files exist after the changes. */
  private StoredFiles merge(ChangeSet changes) throws IOException {
    FileSource old = state.snapshot().files;
    FileSource puts = null;
    FileSource removals = null;
    StoredFiles.Builder after = null;
    try {
      puts = changes.puts();
      removals = changes.removals();
      after = new StoredFiles.Builder(ChangeSet.inventory(changes.directory()));
      SortedInventories.merge(old, puts, removals, after);
      StoredFiles merged = after.build();
      if (merged.count() > Protocol.MAX_FILES) {
        throw new ProtocolException("more than " + Protocol.MAX_FILES + " files are not allowed");
      }
      return merged;
    } finally {
      Closeables.close(old, puts, removals, after);
    }
  }

  /**
   * Carries out what was prepared, as one step.
   *
   * @throws IOException if that failed half-way: the content is scanned again
   */
  void commit(Prepared prepared, Launch launch) throws IOException {
    boolean changed = !prepared.changes.isEmpty();
    synchronized (disk) {
      if (changed) {
        change(prepared);
      }
      state.committed(changed, launch);
    }
    staging.clear();
  }

  @GuardedBy("disk")
  private void change(Prepared prepared) throws IOException {
    stale = true;
    try {
      journal.commit(prepared.changes);
      state.replaceInventory(prepared.after.at(journal.inventory()));
      stale = false;
      journal.close();
    } catch (IOException | RuntimeException | Error e) {
      rescan(e);
      throw e;
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

  /** Commits the content of the image, if it has any, as if a session had delivered it. */
  void materialise(ImageLaunch imageLaunch) throws IOException {
    ChangeSet changes = layout();
    try {
      if (!changes.isEmpty()) {
        Launch launch = imageLaunch.read();
        commit(prepare(changes), launch);
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

  private void clearChanges() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root.own(), CHANGES + "*")) {
      for (Path changes : left) {
        Directories.delete(changes);
      }
    }
  }

  @GuardedBy("disk")
  private void scan() throws IOException {
    StoredFiles.Builder found = new StoredFiles.Builder(root.own().resolve("inventory.draft"));
    try {
      SortedFileWalk.walk(
          root.directory(),
          (path, file) -> {
            // A link counts only if it is one of ours, to a jar of the image.
            if (Files.isRegularFile(file) && (!Files.isSymbolicLink(file) || isInImage(file))) {
              ContentHash hash = hash(file);
              if (hash != null) {
                found.add(path, hash);
              }
            }
          });
      state.replaceInventory(found.build());
      stale = false;
    } finally {
      Closeables.close(found);
    }
  }

  /** Null if the file was just deleted, or cannot be read: then it has to be delivered again. */
  private static ContentHash hash(Path file) throws IOException {
    try {
      return ContentHash.ofFile(file);
    } catch (FileSystemException e) {
      return null;
    }
  }

  private boolean isInImage(Path link) throws IOException {
    return image.isInside(Files.readSymbolicLink(link));
  }
}
