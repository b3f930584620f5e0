package dev.innerloop.project.build;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What follows from changed inputs of the project's plugins, after the plugins have run.
 *
 * @param resources whether resources have to be processed
 * @param wholeCompilation whether sources that have not changed may compile to something else
 * @param deleted files that are no longer generated, as paths in the output directory
 */
public record Generated(boolean resources, boolean wholeCompilation, SortedSet<String> deleted) {

  public Generated {
    deleted = Collections.unmodifiableSortedSet(new TreeSet<>(deleted));
  }

  /** Nothing was deleted in the output directory. */
  public Generated(boolean resources, boolean wholeCompilation) {
    this(resources, wholeCompilation, Collections.emptySortedSet());
  }

  /** Both, of which {@code later} followed later. */
  public Generated and(Generated later) {
    SortedSet<String> all = new TreeSet<>(deleted);
    all.addAll(later.deleted);
    return new Generated(
        resources || later.resources, wholeCompilation || later.wholeCompilation, all);
  }
}
