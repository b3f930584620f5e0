package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Attachment;
import dev.innerloop.replica.session.ReplicaReconciler.RefusedException;
import dev.innerloop.replica.session.ReplicaReconciler.TakenOverException;
import dev.innerloop.replica.session.SupervisorConnection.Greeting;
import dev.innerloop.wire.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on one replica over as many connections as it takes: connects, introduces itself, connects
 * again. What happens while it is connected is up to its {@link ReplicaReconciler}.
 *
 * <p>All state belongs to the one thread that runs it; others ask for {@link #status()}, {@link
 * #wake()} it, and {@link #close()} it.
 */
final class ReplicaSession implements Runnable {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(25);

  /** A replica that does not answer for so long is lost. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

  private final Claimant claimant;
  private final Endpoint supervisor;
  private final ReplicaEventDispatcher events;
  private final ReplicaReconciler reconciler;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReconnectDelay delay = new ReconnectDelay();
  private final Time time;

  private volatile @Nullable SupervisorConnection open;

  /** Whether the last connection broke before it was of any use. */
  private boolean isFlapping;

  private boolean wasWelcome;
  private boolean hasProgressed;
  private String reportedRefusal = "";

  /** Where a replica's supervisor is reached. */
  interface Endpoint {

    Replica replica();

    SupervisorConnection connect() throws IOException;
  }

  /** Time, as the session sees it. */
  interface Time extends LongSupplier {

    /** Waits for some time, or until the latch is open. */
    void pause(Duration length, CountDownLatch until) throws InterruptedException;

    Time REAL =
        new Time() {
          @Override
          public long getAsLong() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration length, CountDownLatch until) throws InterruptedException {
            boolean unused = until.await(length.toMillis(), TimeUnit.MILLISECONDS);
          }
        };
  }

  ReplicaSession(
      Endpoint supervisor,
      Claimant claimant,
      Blobs blobs,
      Supplier<DesiredState> desiredState,
      ReplicaEventDispatcher events,
      Time time) {
    this.supervisor = supervisor;
    this.claimant = claimant;
    this.events = events;
    this.time = time;
    this.reconciler =
        new ReplicaReconciler(
            supervisor.replica(), blobs, desiredState, this::isClosed, events, time);
  }

  ReplicaStatus status() {
    return events.status();
  }

  void wake() {
    SupervisorConnection connection = open;
    if (connection != null) {
      connection.wake();
    }
  }

  /**
   * Reports a replica that does not answer, so that requests do not wait for it, and breaks a
   * connection on which nothing has been heard for too long.
   */
  void checkAlive() throws IOException, InterruptedException {
    SupervisorConnection connection = open;
    if (connection == null) {
      return;
    }
    if (connection.silence().compareTo(LONGEST_SILENCE) > 0) {
      connection.close();
    } else if (connection.unanswered().compareTo(LONGEST_ANSWER) > 0) {
      events.unresponsive();
    }
  }

  /** Reports that the replica is gone; no event follows. */
  void disappeared() {
    events.disappeared();
  }

  /** Breaks the connection, for a replica that is gone or does not answer any more. */
  void abandon() throws IOException {
    closing.countDown();
    SupervisorConnection connection = open;
    if (connection != null) {
      connection.close();
    }
  }

  /** Releases the replica; the thread that runs the session ends soon after. */
  void close() {
    closing.countDown();
    wake();
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      events.appeared();
      while (!isClosed()) {
        try {
          work();
        } catch (RuntimeException e) { // an observer failed while it was notified of a failure
          Thread thread = Thread.currentThread();
          thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
        if (!isClosed()) {
          time.pause(delay.next(), closing);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, from the attempt to make it to its end: whatever fails is reported. */
  private void work() throws InterruptedException {
    wasWelcome = false;
    hasProgressed = false;
    try {
      connect();
    } catch (TakenOverException e) {
      claimant.wasTakenOver();
      hasProgressed = true; // there is nothing wrong with the connection
      lost(message(e), false);
    } catch (RefusedException e) {
      lost(message(e), true);
    } catch (IOException e) {
      lost(message(e), false);
    } catch (RuntimeException | Error e) {
      lost("internal error: " + e, false);
    } finally {
      open = null;
    }
  }

  private void connect() throws IOException, InterruptedException {
    try (SupervisorConnection connection = supervisor.connect()) {
      open = connection;
      if (isClosed()) {
        return; // abandon() had nothing to close yet
      }
      Greeting greeting = connection.greet(claimant.hello());
      if (greeting instanceof Greeting.Welcome welcome) {
        wasWelcome = true;
        reportedRefusal = "";
        events.connected(welcome.state().app(), welcome.state().exitCode());
        if (!isFlapping) {
          events.attached();
        }
        reconciler.reconcile(connection, welcome, this::progressed);
      } else if (greeting instanceof Greeting.Refused refused) {
        refused(refused.refusal());
      }
    }
  }

  /** The connection is of use. */
  private void progressed() throws InterruptedException {
    hasProgressed = true;
    delay.reset();
    if (isFlapping) {
      isFlapping = false;
      events.attached();
    }
  }

  private void refused(Refusal refusal) throws InterruptedException {
    isFlapping = false;
    if (refusal.cause() == Refusal.Cause.CLAIMED) {
      events.detached(Attachment.CLAIMED);
      if (!reportedRefusal.equals(refusal.holder())) {
        reportedRefusal = refusal.holder();
        events.report(
            new ReplicaEvent.ClaimedByOther(
                supervisor.replica(), refusal.holder(), Instant.ofEpochMilli(refusal.since())));
      }
    } else {
      events.detached(Attachment.REJECTED);
      if (!reportedRefusal.equals(refusal.message())) {
        reportedRefusal = refusal.message();
        events.report(new ReplicaEvent.Rejected(supervisor.replica(), refusal.message()));
      }
    }
  }

  /**
   * @param isReported whether observers know that the delivery has failed for this reason
   */
  private void lost(String reason, boolean isReported) throws InterruptedException {
    if (wasWelcome) {
      isFlapping = !hasProgressed;
    }
    boolean isNew = !isReported && !isClosed() && events.lost(reason);
    if (!isNew) {
      events.lostSilently();
    }
    reconciler.disconnected(reason, isNew || isReported || isClosed());
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
