package dev.innerloop.content;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was done to an output folder, by somebody who knows exactly.
 *
 * @param written paths below the folder
 * @param deleted paths below the folder
 */
public record OutputChange(SortedSet<String> written, SortedSet<String> deleted) {

  public OutputChange {
    written = Collections.unmodifiableSortedSet(new TreeSet<>(written));
    deleted = Collections.unmodifiableSortedSet(new TreeSet<>(deleted));
  }

  /** Both, of which {@code later} was done later. */
  public OutputChange and(OutputChange later) {
    SortedSet<String> allWritten = new TreeSet<>(written);
    allWritten.removeAll(later.deleted());
    allWritten.addAll(later.written());
    SortedSet<String> allDeleted = new TreeSet<>(deleted);
    allDeleted.removeAll(later.written());
    allDeleted.addAll(later.deleted());
    return new OutputChange(allWritten, allDeleted);
  }

  /** How many files that are. */
  public int size() {
    return written.size() + deleted.size();
  }
}
