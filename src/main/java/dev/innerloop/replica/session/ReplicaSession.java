package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.replica.Connection;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Phase;
import dev.innerloop.replica.SessionListener;
import dev.innerloop.wire.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
  private final SessionListener listener;
  private final PublishedStatus status;
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
      SessionListener listener,
      Runnable onStatus) {
    this.replica = replica;
    this.claimant = claimant;
    this.listener = listener;
    this.status = new PublishedStatus(replica, onStatus);
    this.convergence = new Convergence(replica, blobs, goals, () -> closed, listener, status);
  }

  ReplicaStatus status() {
    return status.get();
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
  void checkAlive() throws IOException {
    Conversation conversation = open;
    if (conversation == null) {
      return;
    }
    if (conversation.silence().compareTo(SILENCE) > 0) {
      conversation.close();
    } else if (status.get().phase().isAttached()
        && conversation.unanswered().compareTo(ANSWER) > 0) {
      status.publish(Phase.CONNECTING, 0);
      listener.lost(replica, "does not answer");
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
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
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

  private void refused(Refusal refusal) {
    if (refusal.cause() == Refusal.Cause.HELD) {
      status.publish(Phase.HELD, 0);
      if (!toldRefusal.equals(refusal.holder())) {
        toldRefusal = refusal.holder();
        listener.held(replica, refusal.holder(), Instant.ofEpochMilli(refusal.since()));
      }
    } else {
      status.publish(Phase.REJECTED, 0);
      if (!toldRefusal.equals(refusal.message())) {
        toldRefusal = refusal.message();
        listener.rejected(replica, refusal.message());
      }
    }
  }

  private void lost(IOException cause) {
    status.publish(Phase.CONNECTING, 0);
    if (!toldLost && !closed) {
      toldLost = true;
      listener.lost(replica, cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
  }
}
