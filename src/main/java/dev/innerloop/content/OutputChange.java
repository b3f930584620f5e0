package dev.innerloop.content;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this session did to an output directory. Paths are relative to it.
 *
 * @param written paths of written files
 * @param deleted paths of deleted files
 * @param contents of those written files whose content is at hand: they need not be read again
 */
public record OutputChange(
    SortedSet<String> written, SortedSet<String> deleted, SortedMap<String, WrittenFile> contents) {

  public OutputChange {
    written = Collections.unmodifiableSortedSet(new TreeSet<>(written));
    deleted = Collections.unmodifiableSortedSet(new TreeSet<>(deleted));
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    if (!written.containsAll(contents.keySet())) {
      throw new IllegalArgumentException("content of files that were not written");
    }
  }

  /** A change whose files have to be read. */
  public OutputChange(SortedSet<String> written, SortedSet<String> deleted) {
    this(written, deleted, Collections.emptySortedMap());
  }

  /** Both changes, of which {@code later} was done later. */
  public OutputChange and(OutputChange later) {
    SortedSet<String> allWritten = new TreeSet<>(written);
    allWritten.removeAll(later.deleted());
    allWritten.addAll(later.written());
    SortedSet<String> allDeleted = new TreeSet<>(deleted);
    allDeleted.removeAll(later.written());
    allDeleted.addAll(later.deleted());
    SortedMap<String, WrittenFile> allContents = new TreeMap<>(contents);
    allContents.keySet().removeAll(later.deleted());
    allContents.keySet().removeAll(later.written());
    allContents.putAll(later.contents());
    return new OutputChange(allWritten, allDeleted, allContents);
  }

  /** The number of files that were written or deleted. */
  public int size() {
    return written.size() + deleted.size();
  }
}
