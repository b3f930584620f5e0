package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import java.util.SortedMap;
import java.util.SortedSet;

/** What is to change in a workspace. */
final class Delta {

  final SortedMap<String, ContentHash> puts;
  final SortedSet<String> removals;

  Delta(SortedMap<String, ContentHash> puts, SortedSet<String> removals) {
    this.puts = puts;
    this.removals = removals;
  }

  boolean isEmpty() {
    return puts.isEmpty() && removals.isEmpty();
  }
}
