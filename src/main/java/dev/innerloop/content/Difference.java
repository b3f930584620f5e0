package dev.innerloop.content;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What distinguishes two inventories, as paths.
 *
 * @param added only in the newer one
 * @param changed in both, with different content
 * @param removed only in the older one
 */
public record Difference(
    SortedSet<String> added, SortedSet<String> changed, SortedSet<String> removed) {

  public Difference {
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    changed = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
  }

  static Difference between(Inventory older, Inventory newer) {
    SortedSet<String> added = new TreeSet<>();
    SortedSet<String> changed = new TreeSet<>();
    SortedSet<String> removed = new TreeSet<>(older.files().keySet());
    newer
        .files()
        .forEach(
            (path, hash) -> {
              ContentHash before = older.get(path);
              if (before == null) {
                added.add(path);
              } else if (!before.equals(hash)) {
                changed.add(path);
              }
            });
    removed.removeAll(newer.files().keySet());
    return new Difference(added, changed, removed);
  }

  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }
}
