package dev.innerloop.supervisor;

import dev.innerloop.wire.Edits;
import dev.innerloop.wire.FileEntry;
import java.io.IOException;

/** Inventories, compared and merged in one walk in the order of their paths. */
final class SortedInventories {

  private SortedInventories() {}

  /** How a workspace differs from the image below it. */
  static Edits edits(FileSource image, FileSource workspace) throws IOException {
    Edits.Builder edits = new Edits.Builder();
    FileEntry before = image.next();
    FileEntry now = workspace.next();
    while (before != null || now != null) {
      int order = order(before, now);
      if (order < 0) {
        edits.add(before.path(), Edits.Kind.REMOVED);
      } else if (order > 0) {
        edits.add(now.path(), Edits.Kind.ADDED);
      } else if (!before.hash().equals(now.hash())) {
        edits.add(now.path(), Edits.Kind.CHANGED);
      }
      before = order <= 0 ? image.next() : before;
      now = order >= 0 ? workspace.next() : now;
    }
    return edits.build();
  }

  /** Adds the files that exist after a change. */
  static void merge(FileSource old, FileSource puts, FileSource removals, StoredFiles.Builder after)
      throws IOException {
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
  }

  /** Null comes after all others. */
  private static int order(FileEntry a, FileEntry b) {
    return a == null ? 1 : b == null ? -1 : a.path().compareTo(b.path());
  }
}
