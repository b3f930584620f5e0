package dev.innerloop.replica.session;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.wire.UpdateOutcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reports the outcome of a delivery to the observers of a replica. */
final class OutcomeReporter {

  private final Replica replica;
  private final ReplicaEventDispatcher events;
  private final LongSupplier nanoTime;

  OutcomeReporter(Replica replica, ReplicaEventDispatcher events, LongSupplier nanoTime) {
    this.replica = replica;
    this.events = events;
    this.nanoTime = nanoTime;
  }

  void report(UpdateOutcome outcome, OpenDelivery delivery) throws InterruptedException {
    long revision = delivery.revision.number();
    switch (outcome.kind()) {
      case SERVED -> events.served(served(outcome, delivery));
      case CRASHED ->
          events.report(new ReplicaEvent.Crashed(replica, revision, outcome.exitCode()));
      case NOT_READY -> events.report(new ReplicaEvent.NotReady(replica, revision));
      case NEEDS_RESTART ->
          events.report(new ReplicaEvent.NeedsRestart(replica, revision, outcome.reason()));
      case FAILED -> failed(delivery, outcome.reason());
      case SUPERSEDED -> {
        // Not an end for observers: the delivery is sent again, or a newer one follows.
      }
    }
  }

  /** The delivery has failed without an outcome of the supervisor's. */
  void failed(OpenDelivery delivery, String reason) throws InterruptedException {
    events.report(new ReplicaEvent.Failed(replica, delivery.revision.number(), reason));
  }

  private Served served(UpdateOutcome outcome, OpenDelivery delivery) {
    long total = Duration.ofNanos(nanoTime.getAsLong() - delivery.sentAt).toMillis();
    long transfer = Math.max(0, total - outcome.applyMillis() - outcome.serveMillis());
    return new Served(
        replica,
        delivery.revision.number(),
        outcome.strategy(),
        outcome.reason(),
        new Served.Phases(
            Duration.ofNanos(delivery.planNanos).toMillis(),
            transfer,
            outcome.applyMillis(),
            outcome.serveMillis()),
        delivery.revision.inventory().digest());
  }
}
