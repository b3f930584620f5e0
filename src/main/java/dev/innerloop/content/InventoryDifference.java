package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two inventories, as paths.
 *
 * @param added only in the newer one
 * @param changed in both, with different content
 * @param removed only in the older one
 */
public record InventoryDifference(
    SortedSet<WorkspacePath> added,
    SortedSet<WorkspacePath> changed,
    SortedSet<WorkspacePath> removed) {

  private static final InventoryDifference NONE =
      new InventoryDifference(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public InventoryDifference {
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    changed = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
  }

  /** In one walk through both, for they are long and differ in little. */
  static InventoryDifference between(Inventory older, Inventory newer) {
    if (older == newer) {
      return NONE;
    }
    SortedSet<WorkspacePath> added = new TreeSet<>();
    SortedSet<WorkspacePath> changed = new TreeSet<>();
    SortedSet<WorkspacePath> removed = new TreeSet<>();
    Iterator<Map.Entry<WorkspacePath, ContentHash>> olds = older.files().entrySet().iterator();
    Iterator<Map.Entry<WorkspacePath, ContentHash>> news = newer.files().entrySet().iterator();
    Map.Entry<WorkspacePath, ContentHash> old = next(olds);
    Map.Entry<WorkspacePath, ContentHash> now = next(news);
    while (old != null || now != null) {
      int order = old == null ? 1 : now == null ? -1 : old.getKey().compareTo(now.getKey());
      if (order < 0 && old != null) {
        removed.add(old.getKey());
        old = next(olds);
      } else if (order > 0 && now != null) {
        added.add(now.getKey());
        now = next(news);
      } else if (old != null && now != null) {
        if (!old.getValue().equals(now.getValue())) {
          changed.add(now.getKey());
        }
        old = next(olds);
        now = next(news);
      }
    }
    return new InventoryDifference(added, changed, removed);
  }

  private static <T> @Nullable T next(Iterator<T> all) {
    return all.hasNext() ? all.next() : null;
  }

  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }
}
