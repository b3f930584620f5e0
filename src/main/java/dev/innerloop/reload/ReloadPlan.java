package dev.innerloop.reload;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.RunningForms;
import java.util.List;

/**
 * How one update is to take effect.
 *
 * @param likely the strategy that it most likely comes to: some classes are redefined only if the
 *     app has not loaded them yet, and a class that is edited mostly is loaded
 * @param reason why so, in words that follow the strategy: {@code field added in OwnerController}
 * @param classes what to redefine, with paths relative to the workspace; empty unless the strategy
 *     is {@link ReloadStrategy#REDEFINE}
 * @param adapted those of them that the JVM does not accept as their files are
 * @param basis the forms of running classes that this was planned by
 */
public record ReloadPlan(
    ReloadStrategy strategy,
    ReloadStrategy likely,
    String reason,
    List<Redefinition> classes,
    List<AdaptedClass> adapted,
    RunningForms basis) {

  public ReloadPlan {
    classes = List.copyOf(classes);
    adapted = List.copyOf(adapted);
  }

  /** Whether a session in this mode leaves the plan to its user, if the app serves. */
  public boolean isDeferredBy(ReloadMode mode) {
    return mode == ReloadMode.REDEFINE && strategy.compareTo(ReloadStrategy.REDEFINE) > 0;
  }

  /** The cheapest plan that the mode allows and that does no less than this one. */
  public ReloadPlan allowedBy(ReloadMode mode) {
    return switch (mode) {
      case AUTO, REDEFINE -> this;
      case RESTART ->
          strategy == ReloadStrategy.REDEFINE ? of(ReloadStrategy.RESTART, reason) : this;
      case JVM ->
          strategy.compareTo(ReloadStrategy.REDEFINE) >= 0 ? of(ReloadStrategy.JVM, reason) : this;
    };
  }

  /** One without anything to redefine. */
  public static ReloadPlan of(ReloadStrategy strategy, String reason) {
    return new ReloadPlan(
        strategy, strategy, reason, List.of(), List.of(), RunningForms.AS_DELIVERED);
  }
}
