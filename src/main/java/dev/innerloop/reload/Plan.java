package dev.innerloop.reload;

import dev.innerloop.wire.Redefinition;
import java.util.List;

/**
 * How one update is to take effect.
 *
 * @param reason why so, in words that follow the tier: {@code field added in OwnerController}
 * @param classes what to redefine, with paths relative to the workspace; empty unless the tier is
 *     {@link Tier#REDEFINE}
 */
public record Plan(Tier tier, String reason, List<Redefinition> classes) {

  public Plan {
    classes = List.copyOf(classes);
  }

  /**
   * The tier that it most likely comes to. Classes with an obstacle are redefined only if the app
   * has not loaded them yet, and what somebody edits it mostly has.
   */
  public Tier likely() {
    boolean obstructed = classes.stream().anyMatch(it -> !it.obstacle().isEmpty());
    return obstructed ? Tier.RESTART : tier;
  }

  /** One without anything to redefine. */
  public static Plan of(Tier tier, String reason) {
    return new Plan(tier, reason, List.of());
  }
}
