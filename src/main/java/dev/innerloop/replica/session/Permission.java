package dev.innerloop.replica.session;

import dev.innerloop.reload.Plan;
import dev.innerloop.reload.Tier;
import dev.innerloop.wire.Reload;

/** What becomes of a plan for a running app where not every way of taking effect is wanted. */
public final class Permission {

  private Permission() {}

  /** Whether a plan has to wait for somebody who asks for a restart. */
  static boolean holds(Reload reload, Plan plan) {
    return reload == Reload.REDEFINE && plan.tier().compareTo(Tier.REDEFINE) > 0;
  }

  /** The cheapest way that is wanted and does no less than the plan. */
  static Plan permitted(Reload reload, Plan plan) {
    return switch (reload) {
      case AUTO, REDEFINE -> plan;
      case RESTART -> plan.tier() == Tier.REDEFINE ? by(Tier.RESTART, plan) : plan;
      case JVM -> plan.tier().compareTo(Tier.REDEFINE) >= 0 ? by(Tier.JVM, plan) : plan;
    };
  }

  private static Plan by(Tier tier, Plan plan) {
    return Plan.of(tier, plan.reason());
  }
}
