package dev.innerloop.session;

import dev.innerloop.content.watch.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes in the order of their first report, merged by module and kind. Not thread-safe. */
final class MergedChanges {

  private final Map<Change.Subject, Change> changes = new LinkedHashMap<>();

  void add(Change change) {
    changes.merge(change.subject(), change, Change::and);
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Returns all changes, and forgets them. */
  List<Change> drain() {
    List<Change> all = List.copyOf(changes.values());
    changes.clear();
    return all;
  }
}
