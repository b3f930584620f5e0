package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.Revision;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.State;
import dev.innerloop.wire.UpdateOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one replica from its actual to the desired state, over as many connections as it takes.
 *
 * <p>A delivery begins when observers are notified that it is applied, and ends with its outcome,
 * with the loss of its connection, or when a newer delivery takes its place. An outcome names its
 * delivery: one that is late, or of another connection, is dropped.
 */
final class ReplicaReconciler {

  /** Often, so that a replica that hangs is soon known to be lost. */
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** A connection that has lasted so long is not the next in a series of failures. */
  static final Duration STABLE = Duration.ofSeconds(10);

  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Replica replica;
  private final Blobs blobs;
  private final DeliveryPlanner planner;
  private final Supplier<DesiredState> desiredState;
  private final BooleanSupplier closed;
  private final ReplicaEventDispatcher events;
  private final LongSupplier nanoTime;
  private final DeliveryState deliveries;
  private final OutcomeReporter outcomes;
  private int startedJvms;

  /** The connection cannot be used any more, and its end was reported to observers. */
  static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /** Another session has claimed the replica. */
  static final class TakenOverException extends IOException {

    private static final long serialVersionUID = 1;

    TakenOverException(String holder) {
      super(holder + " has taken over");
    }
  }

  /**
   * @param closed whether the session has ended
   * @param nanoTime a clock like {@link System#nanoTime()}
   */
  ReplicaReconciler(
      Replica replica,
      Blobs blobs,
      Supplier<DesiredState> desiredState,
      BooleanSupplier closed,
      ReplicaEventDispatcher events,
      LongSupplier nanoTime) {
    this.replica = replica;
    this.blobs = blobs;
    this.planner = new DeliveryPlanner(blobs);
    this.desiredState = desiredState;
    this.closed = closed;
    this.events = events;
    this.nanoTime = nanoTime;
    this.deliveries = new DeliveryState(desiredState.get().restarts(), nanoTime);
    this.outcomes = new OutcomeReporter(replica, events, nanoTime);
  }

  /**
   * Reconciles until the session is closed, and then releases the replica.
   *
   * @param onProgress called when the connection has proved to be of use
   * @throws TakenOverException if the replica is another session's
   * @throws RefusedException if the supervisor refuses what was sent, and that is reported
   * @throws IOException if the connection breaks
   */
  void reconcile(
      SupervisorConnection connection,
      SupervisorConnection.Greeting.Welcome welcome,
      OnProgress onProgress)
      throws IOException, InterruptedException {
    deliveries.connected();
    new Connected(connection, new ActualState(welcome), onProgress).run();
  }

  /** Is notified that a connection is of use. */
  interface OnProgress {

    void progressed() throws InterruptedException;
  }

  /**
   * The connection is lost.
   *
   * @param isReported whether observers know; else an open delivery fails
   */
  void disconnected(String reason, boolean isReported) throws InterruptedException {
    OpenDelivery lost = deliveries.abandon();
    if (lost != null && !isReported) {
      outcomes.failed(lost, reason);
    }
  }

  /** One connection. */
  private final class Connected implements OutgoingDelivery.Meanwhile {

    private final SupervisorConnection connection;
    private final ActualState actual;
    private final OnProgress onProgress;
    private final long since = nanoTime.getAsLong();
    private long heartbeatAt = since + HEARTBEAT.toNanos();
    private DesiredState delivering = DesiredState.NONE;

    Connected(SupervisorConnection connection, ActualState actual, OnProgress onProgress) {
      this.connection = connection;
      this.actual = actual;
      this.onProgress = onProgress;
    }

    void run() throws IOException, InterruptedException {
      while (!closed.getAsBoolean()) {
        DesiredState desired = desiredState.get();
        Revision revision = desired.revision();
        if (revision != null && deliveries.isDue(desired, revision, actual)) {
          deliver(desired, revision);
        } else {
          beat();
          received(connection.next(timeout(desired)));
        }
      }
      connection.sayGoodbye();
      awaitEnd();
    }

    private void beat() throws IOException, InterruptedException {
      long now = nanoTime.getAsLong();
      if (now - heartbeatAt >= 0) {
        connection.ping();
        heartbeatAt = now + HEARTBEAT.toNanos();
        if (now - since >= STABLE.toNanos()) {
          onProgress.progressed();
        }
      }
    }

    private Duration timeout(DesiredState desired) {
      long untilHeartbeat = heartbeatAt - nanoTime.getAsLong();
      long nanos = Math.min(untilHeartbeat, deliveries.nanosUntilRetry(desired));
      return Duration.ofNanos(Math.max(0, nanos)).plusMillis(1);
    }

    /** The supervisor closes the connection once the replica is free for the next session. */
    private void awaitEnd() throws InterruptedException {
      long deadline = nanoTime.getAsLong() + GOODBYE.toNanos();
      long left = GOODBYE.toNanos();
      while (left > 0
          && !(connection.next(Duration.ofNanos(left)) instanceof SupervisorMessage.Broken)) {
        left = deadline - nanoTime.getAsLong();
      }
    }

    private void deliver(DesiredState desired, Revision revision)
        throws IOException, InterruptedException {
      long begin = nanoTime.getAsLong();
      boolean isRequested = deliveries.isRestartRequested(desired);
      ReloadPlan plan =
          isRequested
              ? ReloadPlan.of(ReloadStrategy.JVM, "asked for")
              : planner.plan(actual, revision, deliveries.owedRestart(), deliveries.running());
      if (actual.app() == AppState.SERVING
          && !isRequested
          && plan.isDeferredBy(revision.launch().reload())) {
        deliveries.defer(desired);
        events.report(new ReplicaEvent.NeedsRestart(replica, revision.number(), plan.reason()));
        return;
      }
      plan = plan.allowedBy(revision.launch().reload());
      OpenDelivery delivery = deliveries.begin(desired, revision, plan);
      events.report(new ReplicaEvent.Applying(replica, revision.number(), plan.likely()));
      delivery.sentAt = nanoTime.getAsLong();
      delivery.planNanos = delivery.sentAt - begin;
      delivering = desired;
      boolean isSent =
          new OutgoingDelivery(delivery.number, connection, blobs, nanoTime, this)
              .send(actual.inventory(), revision, plan);
      if (isSent) {
        deliveries.sent(delivery);
      } else {
        delivery.isOver = true;
      }
    }

    @Override
    public boolean isSuperseded() {
      return closed.getAsBoolean() || !desiredState.get().equals(delivering);
    }

    @Override
    public void transferring(long sent, long total, Duration elapsed) throws InterruptedException {
      events.report(new ReplicaEvent.Transferring(replica, sent, total, elapsed));
    }

    @Override
    public void received(@Nullable SupervisorMessage message)
        throws IOException, InterruptedException {
      if (message == null) {
        beat();
      } else if (message instanceof SupervisorMessage.StateChanged changed) {
        stateChanged(changed.state());
      } else if (message instanceof SupervisorMessage.Committed committed) {
        committed(committed.delivery());
      } else if (message instanceof SupervisorMessage.Waiting waiting) {
        waiting(waiting.progress());
      } else if (message instanceof SupervisorMessage.Ended ended) {
        ended(ended.outcome());
      } else if (message instanceof SupervisorMessage.TakenOver takenOver) {
        throw new TakenOverException(takenOver.holder());
      } else if (message instanceof SupervisorMessage.Refused refused) {
        refused(refused.reason());
      } else if (message instanceof SupervisorMessage.Broken broken) {
        throw broken.cause();
      }
    }

    private void stateChanged(State state) throws InterruptedException {
      boolean hasCrashed =
          state.app() == AppState.EXITED
              && actual.app() != AppState.EXITED
              && deliveries.open() == null;
      actual.update(state);
      boolean answersAgain = !events.status().isAttached();
      events.connected(actual.app(), actual.exitCode());
      if (answersAgain) {
        events.attached();
      }
      // An app that restarts inside its JVM starts, too, but its JVM does not.
      if (state.app() == AppState.STARTING && state.jvms() != startedJvms) {
        startedJvms = state.jvms();
        events.report(new ReplicaEvent.Starting(replica));
      }
      if (hasCrashed) {
        if (actual.isKilled()) {
          deliveries.killed(desiredState.get());
        }
        events.report(
            new ReplicaEvent.Crashed(replica, deliveries.settledRevision(), state.exitCode()));
      }
    }

    private void committed(long number) {
      OpenDelivery delivery = deliveries.open();
      if (delivery != null && delivery.number == number) {
        actual.committed(delivery.revision);
        delivery.isCommitted = true;
      }
    }

    private void waiting(StartProgress progress) throws InterruptedException {
      OpenDelivery delivery = deliveries.open();
      if (delivery != null && delivery.number == progress.delivery()) {
        events.report(
            new ReplicaEvent.Waiting(
                replica,
                delivery.revision.number(),
                Duration.ofMillis(progress.millis()),
                progress.obstacle()));
      }
    }

    private void refused(String reason) throws IOException, InterruptedException {
      OpenDelivery refused = deliveries.abandon();
      if (refused == null) {
        throw new IOException(reason);
      }
      outcomes.failed(refused, reason);
      throw new RefusedException(reason);
    }

    private void ended(UpdateOutcome outcome) throws InterruptedException {
      OpenDelivery ended = deliveries.open();
      if (ended == null || ended.number != outcome.delivery()) {
        return; // a newer delivery has taken its place, or it is of another connection
      }
      if (outcome.kind() != UpdateOutcome.Kind.FAILED
          && outcome.kind() != UpdateOutcome.Kind.SUPERSEDED) {
        onProgress.progressed();
      }
      deliveries.ended(ended, outcome);
      outcomes.report(outcome, ended);
    }
  }
}
