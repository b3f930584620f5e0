package dev.innerloop.replica.session;

import dev.innerloop.reload.Plan;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.ReloadStrategy;

/** What becomes of a plan for a running app where not every way of taking effect is wanted. */
public final class Permission {

  private Permission() {}

  /** Whether a plan has to wait for somebody who asks for a restart. */
  static boolean holds(ReloadMode reload, Plan plan) {
    return reload == ReloadMode.REDEFINE && plan.strategy().compareTo(ReloadStrategy.REDEFINE) > 0;
  }

  /** The cheapest way that is wanted and does no less than the plan. */
  static Plan permitted(ReloadMode reload, Plan plan) {
    return switch (reload) {
      case AUTO, REDEFINE -> plan;
      case RESTART ->
          plan.strategy() == ReloadStrategy.REDEFINE ? by(ReloadStrategy.RESTART, plan) : plan;
      case JVM ->
          plan.strategy().compareTo(ReloadStrategy.REDEFINE) >= 0
              ? by(ReloadStrategy.JVM, plan)
              : plan;
    };
  }

  private static Plan by(ReloadStrategy strategy, Plan plan) {
    return Plan.of(strategy, plan.reason());
  }
}
