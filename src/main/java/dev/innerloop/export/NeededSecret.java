package dev.innerloop.export;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Secret without which the pods do not start, and which no export holds.
 *
 * @param keys that it must have, as far as it is known
 * @param ours whether it would be made from the POM or a fragment when the app is applied
 */
public record NeededSecret(String name, Set<String> keys, boolean ours) {

  public NeededSecret {
    keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    keys = new TreeSet<>(keys);
  }

  /** As it is said to the user. */
  @Override
  public String toString() {
    return "Secret "
        + name
        + (keys.isEmpty()
            ? ""
            : " with the " + (keys.size() == 1 ? "key " : "keys ") + String.join(", ", keys));
  }
}
