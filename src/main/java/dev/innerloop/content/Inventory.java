package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.InventoryDigest;
import dev.innerloop.wire.WorkspacePath;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds: paths and the hash of the content at each.
 *
 * <p>They are long, and one save after the other makes a new one that differs in little. An
 * inventory that was derived from another one therefore keeps the difference.
 */
public final class Inventory {

  public static final Inventory EMPTY = new Inventory(new TreeMap<>(), null);

  private final SortedMap<WorkspacePath, ContentHash> files;
  private final @Nullable Step step;
  private @Nullable ContentHash digest; // computed when it is first needed

  /** The inventory that this one was derived from, while it is in use, and the difference. */
  private record Step(WeakReference<Inventory> from, InventoryDifference difference) {}

  /** Takes the map as its own. */
  private Inventory(SortedMap<WorkspacePath, ContentHash> files, @Nullable Step step) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.step = step;
  }

  public static Inventory of(Map<WorkspacePath, ContentHash> files) {
    return new Inventory(new TreeMap<>(files), null);
  }

  public SortedMap<WorkspacePath, ContentHash> files() {
    return files;
  }

  public @Nullable ContentHash get(WorkspacePath path) {
    return files.get(path);
  }

  /** With other content at some paths and none at others; the same one if it is so already. */
  public Inventory with(Map<WorkspacePath, ContentHash> content, Collection<WorkspacePath> gone) {
    SortedMap<WorkspacePath, ContentHash> after = new TreeMap<>(files);
    SortedSet<WorkspacePath> added = new TreeSet<>();
    SortedSet<WorkspacePath> changed = new TreeSet<>();
    SortedSet<WorkspacePath> removed = new TreeSet<>();
    for (WorkspacePath path : gone) {
      if (!content.containsKey(path) && after.remove(path) != null) {
        removed.add(path);
      }
    }
    content.forEach(
        (path, hash) -> {
          ContentHash before = after.put(path, hash);
          if (before == null) {
            added.add(path);
          } else if (!before.equals(hash)) {
            changed.add(path);
          }
        });
    InventoryDifference difference = new InventoryDifference(added, changed, removed);
    return difference.isEmpty()
        ? this
        : new Inventory(after, new Step(new WeakReference<>(this), difference));
  }

  /** What has to change for this inventory to become {@code newer}. */
  public InventoryDifference differenceTo(Inventory newer) {
    Step last = newer.step;
    return last != null && last.from().refersTo(this)
        ? last.difference()
        : InventoryDifference.between(this, newer);
  }

  /** One hash for the whole: equal exactly when the inventories are. */
  public ContentHash digest() {
    ContentHash known = digest;
    if (known == null) {
      InventoryDigest all = new InventoryDigest();
      files.forEach(all::add);
      known = all.result();
      digest = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Inventory inventory && digest().equals(inventory.digest());
  }

  @Override
  public int hashCode() {
    return digest().hashCode();
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
