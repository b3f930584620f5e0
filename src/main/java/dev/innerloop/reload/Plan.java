package dev.innerloop.reload;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one update is to take effect.
 *
 * @param reason why so, in words that follow the tier: {@code field added in OwnerController}
 * @param classes what to redefine: binary names of classes, with the paths of their files in the
 *     workspace; empty unless the tier is {@link Tier#REDEFINE}
 */
public record Plan(Tier tier, String reason, SortedMap<String, String> classes) {

  public Plan {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  static Plan of(Tier tier, String reason) {
    return new Plan(tier, reason, new TreeMap<>());
  }

  static Plan redefine(String reason, Map<String, String> classes) {
    return new Plan(Tier.REDEFINE, reason, new TreeMap<>(classes));
  }
}
