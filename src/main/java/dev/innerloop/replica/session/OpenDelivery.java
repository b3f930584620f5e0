package dev.innerloop.replica.session;

import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.replica.Revision;

/** A delivery whose outcome is still to come. */
final class OpenDelivery {

  final long number;
  final DesiredState desired;
  final Revision revision;
  final ReloadPlan plan;
  long planNanos;
  long sentAt;
  boolean isCommitted;

  /** No outcome of it follows: the next delivery takes its place. */
  boolean isOver;

  OpenDelivery(long number, DesiredState desired, Revision revision, ReloadPlan plan) {
    this.number = number;
    this.desired = desired;
    this.revision = revision;
    this.plan = plan;
  }

  /** Whether the inventory is known that the next delivery is based on. */
  boolean allowsNext() {
    return isCommitted || isOver;
  }
}
