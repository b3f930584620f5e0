package dev.innerloop.replica.session;

import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.reload.RunningClasses;
import dev.innerloop.replica.Revision;
import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.UpdateOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica has come towards the desired state: what was sent to it, what has a final
 * outcome, and what is left to do. Outlives connections.
 */
final class DeliveryState {

  private final RetryDelay retries;

  /** When an app that was killed is started again: later each time, until something changes. */
  private final RetryDelay kills;

  private long deliveries;

  /** What had a final outcome. */
  private DesiredState settled;

  /** What was sent over this connection, or is settled. */
  private DesiredState sent;

  /** What is left to the user: not sent until something newer is desired. */
  private @Nullable DesiredState deferred;

  /** Why the app has to restart to run what its replica holds; empty if it need not. */
  private String owedRestart = "";

  /** Since the app started last. */
  private RunningClasses running = RunningClasses.asDelivered();

  /** The delivery that observers wait for. */
  private @Nullable OpenDelivery open;

  /**
   * @param restarts those that were requested before there was this replica
   * @param nanoTime a clock like {@link System#nanoTime()}
   */
  DeliveryState(long restarts, LongSupplier nanoTime) {
    this.retries = new RetryDelay(nanoTime);
    this.kills = new RetryDelay(nanoTime);
    this.settled = new DesiredState(null, restarts);
    this.sent = settled;
  }

  /** A connection begins: what the last one did not receive the outcome of is sent again. */
  void connected() {
    sent = settled;
  }

  /** Whether there is something to deliver now. */
  boolean isDue(DesiredState desired, Revision revision, ActualState actual) {
    if (open != null && !open.allowsNext()) {
      return false; // what the next delivery would be based on is not known yet
    }
    if (retries.isPausing(desired) || (desired.equals(deferred) && actual.isRunning())) {
      return false;
    }
    return sent.isBefore(desired)
        || !actual.holds(revision)
        || (actual.app() == AppState.WAITING && open == null)
        || (actual.isKilled() && open == null && !kills.isPausing(desired));
  }

  /** {@link Long#MAX_VALUE} if no retry is due. */
  long nanosUntilRetry(DesiredState desired) {
    return Math.min(retries.nanosUntilRetry(desired), kills.nanosUntilRetry(desired));
  }

  /** Whether the user has requested a restart that was not sent yet. */
  boolean isRestartRequested(DesiredState desired) {
    return desired.restarts() > sent.restarts();
  }

  String owedRestart() {
    return owedRestart;
  }

  /** In which form the app's JVM has its classes. */
  RunningClasses running() {
    return running;
  }

  @Nullable OpenDelivery open() {
    return open;
  }

  /** The number of the revision that had a final outcome last; 0 if there was none. */
  long settledRevision() {
    Revision revision = settled.revision();
    return revision == null ? 0 : revision.number();
  }

  /** Leaves a desired state to the user. */
  void defer(DesiredState desired) {
    deferred = desired;
    sent = desired;
    open = null;
  }

  /** Begins a delivery, which takes the place of the open one. */
  OpenDelivery begin(DesiredState desired, Revision revision, ReloadPlan plan) {
    OpenDelivery delivery = new OpenDelivery(++deliveries, desired, revision, plan);
    open = delivery;
    return delivery;
  }

  void sent(OpenDelivery delivery) {
    sent = delivery.desired;
  }

  /** Gives up the open delivery, which gets no outcome. Returns it, or null if there is none. */
  @Nullable OpenDelivery abandon() {
    OpenDelivery abandoned = open;
    open = null;
    return abandoned;
  }

  /** The app was killed, whatever was delivered to it. */
  void killed(DesiredState desired) {
    kills.failed(desired);
  }

  /** The open delivery has ended with this outcome. */
  void ended(OpenDelivery ended, UpdateOutcome outcome) {
    if (outcome.strategy().compareTo(ReloadStrategy.REDEFINE) > 0) {
      running = RunningClasses.asDelivered();
    } else {
      List<AdaptedClass> redefined = new ArrayList<>(ended.plan.adapted());
      redefined.removeIf(each -> !outcome.adapted().contains(each.className()));
      running = running.with(redefined);
    }
    switch (outcome.kind()) {
      case SERVED -> {
        settle(ended);
        if (outcome.strategy().compareTo(ReloadStrategy.REDEFINE) > 0) {
          owedRestart = "";
        }
      }
      case CRASHED -> {
        settle(ended);
        if (outcome.exitCode() == AppExit.KILLED) {
          killed(ended.desired);
        }
      }
      case NOT_READY -> settle(ended);
      case NEEDS_RESTART -> {
        settle(ended);
        if (ended.isCommitted) {
          owedRestart = outcome.reason();
        } else {
          deferred = ended.desired;
        }
      }
      case FAILED -> {
        retryLater(ended);
        if (ended.isCommitted) {
          owedRestart = "the last update failed";
        }
        open = null;
      }
      case SUPERSEDED -> {
        retryLater(ended); // by nothing that was sent: observers still wait for an end
        ended.isOver = true;
      }
    }
  }

  private void settle(OpenDelivery ended) {
    open = null;
    settled = ended.desired;
    retries.succeeded();
  }

  private void retryLater(OpenDelivery ended) {
    sent = settled;
    retries.failed(ended.desired);
  }
}
