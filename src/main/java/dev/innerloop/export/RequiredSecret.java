package dev.innerloop.export;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Secret that the pods need to start and that is not exported.
 *
 * @param keys its required keys, as far as they are known
 * @param ours whether dev:apply would create it from the POM or a fragment
 */
public record RequiredSecret(String name, Set<String> keys, boolean ours) {

  public RequiredSecret {
    keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    keys = new TreeSet<>(keys);
  }

  /** Description for the user. */
  @Override
  public String toString() {
    return "Secret "
        + name
        + (keys.isEmpty()
            ? ""
            : " with the " + (keys.size() == 1 ? "key " : "keys ") + String.join(", ", keys));
  }
}
