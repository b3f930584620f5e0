package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.replica.Connection;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Attachment;
import dev.innerloop.wire.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds one replica over as many connections as it takes: connects, says who we are, connects
 * again. What is said once it is connected is up to its {@link Convergence}.
 *
 * <p>All state belongs to the one thread that runs it; others look at {@link #status()}, {@link
 * #wake()} it, and {@link #close()} it.
 */
public final class ReplicaSession implements Runnable {

  private static final Duration SILENCE = Duration.ofSeconds(25);

  /** A replica that does not answer for so long is not live. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

  private final Replica replica;
  private final Claimant claimant;
  private final ReplicaReporter reporter;
  private final Convergence convergence;

  private volatile @Nullable Conversation open;
  private volatile boolean closed;

  private boolean toldLost;
  private String toldRefusal = "";

  ReplicaSession(
      Replica replica,
      Claimant claimant,
      Blobs blobs,
      Supplier<Goal> goals,
      List<ReplicaObserver> observers) {
    this.replica = replica;
    this.claimant = claimant;
    this.reporter = new ReplicaReporter(replica, observers);
    this.convergence = new Convergence(replica, blobs, goals, () -> closed, reporter);
  }

  ReplicaStatus status() {
    return reporter.status();
  }

  void wake() {
    Conversation conversation = open;
    if (conversation != null) {
      conversation.wake();
    }
  }

  /**
   * Tells of a replica that does not answer, so that nobody waits for it, and breaks a connection
   * on which nothing has been heard for too long.
   */
  void checkAlive() throws IOException, InterruptedException {
    Conversation conversation = open;
    if (conversation == null) {
      return;
    }
    if (conversation.silence().compareTo(SILENCE) > 0) {
      conversation.close();
    } else if (conversation.unanswered().compareTo(ANSWER) > 0) {
      reporter.unresponsive("does not answer");
    }
  }

  /** Breaks the connection, for a replica that is gone or does not answer any more. */
  void abandon() throws IOException {
    closed = true;
    Conversation conversation = open;
    if (conversation != null) {
      conversation.close();
    }
  }

  /** Releases the replica; the thread that runs the session ends soon after. */
  void close() {
    closed = true;
    wake();
  }

  @Override
  public void run() {
    try {
      reporter.reportNew();
      holdOn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The replica is gone: no event follows. */
  void disappeared() throws InterruptedException {
    reporter.disappeared();
  }

  private void holdOn() throws InterruptedException {
    Duration backOff = FIRST_BACK_OFF;
    while (!closed) {
      try (Connection connection = replica.connect(replica.supervisorPort())) {
        Conversation conversation = new Conversation(connection);
        open = conversation;
        if (closed) {
          return; // whoever let go of the replica meanwhile had nothing to break
        }
        Refusal refusal = conversation.open(claimant.hello(), replica.name());
        if (refusal != null) {
          backOff = LONGEST_BACK_OFF;
          refused(refusal);
        } else {
          backOff = FIRST_BACK_OFF;
          toldLost = false;
          toldRefusal = "";
          convergence.converge(conversation);
        }
      } catch (Convergence.TakenOver e) {
        claimant.wasTakenOver();
        lost(e);
      } catch (IOException e) {
        lost(e);
      } finally {
        open = null;
      }
      if (!pause(backOff)) {
        return;
      }
      Duration twice = backOff.multipliedBy(2);
      backOff = twice.compareTo(LONGEST_BACK_OFF) < 0 ? twice : LONGEST_BACK_OFF;
    }
  }

  private boolean pause(Duration length) {
    if (closed) {
      return false;
    }
    try {
      Thread.sleep(length.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void refused(Refusal refusal) throws InterruptedException {
    if (refusal.cause() == Refusal.Cause.HELD) {
      reporter.detached(Attachment.CLAIMED);
      if (!toldRefusal.equals(refusal.holder())) {
        toldRefusal = refusal.holder();
        reporter.report(
            new ReplicaEvent.ClaimedByOther(
                replica, refusal.holder(), Instant.ofEpochMilli(refusal.since())));
      }
    } else {
      reporter.detached(Attachment.REJECTED);
      if (!toldRefusal.equals(refusal.message())) {
        toldRefusal = refusal.message();
        reporter.report(new ReplicaEvent.Rejected(replica, refusal.message()));
      }
    }
  }

  private void lost(IOException cause) throws InterruptedException {
    reporter.detached(Attachment.CONNECTING);
    if (!toldLost && !closed) {
      toldLost = true;
      reporter.report(
          new ReplicaEvent.Lost(
              replica, cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }
  }
}
