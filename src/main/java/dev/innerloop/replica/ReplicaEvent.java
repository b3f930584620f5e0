package dev.innerloop.replica;

import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.StartObstacle;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened to one replica of an app. Each replica reports from a thread of its own,
 * in order.
 *
 * <p>A delivery begins with {@link Applying} and ends in exactly one of {@link Served}, {@link
 * Crashed}, {@link NotReady}, {@link NeedsRestart}, {@link Failed} and {@link Lost}, unless a newer
 * delivery takes its place, whose end is then the end of both.
 */
public sealed interface ReplicaEvent {

  Replica replica();

  /** Calls the method of the handler for this kind of event. */
  void accept(ReplicaEventHandler handler) throws InterruptedException;

  /** The session works on the replica now. */
  record Attached(Replica replica) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.attached(this);
    }
  }

  /**
   * Another session works on the replica; connecting is tried again until this session ends.
   *
   * @param holder the other session's user: {@code user@host}
   */
  record ClaimedByOther(Replica replica, String holder, Instant since) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.claimedByOther(this);
    }
  }

  /**
   * The replica refuses the session: it has another key or protocol version. That is final until
   * the replica is replaced.
   */
  record Rejected(Replica replica, String reason) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.rejected(this);
    }
  }

  /** The connection broke or cannot be made. Reported once until the next {@link Attached}. */
  record Lost(Replica replica, String reason) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.lost(this);
    }
  }

  /** The status of a replica has changed, or is the first of a new replica. */
  record StatusChanged(ReplicaStatus status) implements ReplicaEvent {
    @Override
    public Replica replica() {
      return status.replica();
    }

    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.statusChanged(this);
    }
  }

  /** The pod was deleted or replaced. No event of this replica follows. */
  record Disappeared(Replica replica) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.disappeared(this);
    }
  }

  /**
   * A revision is about to be delivered. The delivery waits for its observers, so that requests
   * that the app is processing can complete before it restarts.
   *
   * @param strategy the most likely one; the replica may have to use another
   */
  record Applying(Replica replica, long revision, ReloadStrategy strategy) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) throws InterruptedException {
      handler.applying(this);
    }
  }

  /**
   * Content is being transferred. Reported a few times per second, and always when all is sent.
   *
   * @param sent bytes so far
   * @param total bytes of all content of the delivery
   * @param elapsed since the first of them
   */
  record Transferring(Replica replica, long sent, long total, Duration elapsed)
      implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.transferring(this);
    }
  }

  /** The app's JVM was started; it takes a while until the app serves. */
  record Starting(Replica replica) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.starting(this);
    }
  }

  /**
   * The app takes long to serve a revision, or its port is taken. It is waited for.
   *
   * @param elapsed since it was started
   */
  record Waiting(Replica replica, long revision, Duration elapsed, StartObstacle obstacle)
      implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.waiting(this);
    }
  }

  /**
   * The replica serves a revision.
   *
   * @param strategy the one that was used, which may be a more expensive one than was planned
   * @param reason why that strategy
   * @param phases where the time went
   * @param digest of the inventory that the replica has confirmed
   */
  record Served(
      Replica replica,
      long revision,
      ReloadStrategy strategy,
      String reason,
      Phases phases,
      ContentHash digest)
      implements ReplicaEvent {

    /**
     * Milliseconds of the phases of an update, in this order.
     *
     * @param plan comparing old and new
     * @param transfer to the replica and back
     * @param apply until its content is changed, and classes redefined or the app started
     * @param serve from then until it serves
     */
    public record Phases(long plan, long transfer, long apply, long serve) {

      public long total() {
        return plan + transfer + apply + serve;
      }
    }

    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.served(this);
    }
  }

  /** The app exited by itself; the next update starts it again, or the session if it was killed. */
  record Crashed(Replica replica, long revision, int exitCode) implements ReplicaEvent {

    /** Whether it was not the app that failed, but its process that was killed. */
    public boolean isKilled() {
      return exitCode == AppExit.KILLED;
    }

    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.crashed(this);
    }
  }

  /** The app runs, but did not become ready in time: by a supervisor of an earlier version. */
  record NotReady(Replica replica, long revision) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.notReady(this);
    }
  }

  /**
   * The revision needs a restart, which {@code dev.reload=redefine} leaves to the user.
   *
   * @param reason what needs the restart
   */
  record NeedsRestart(Replica replica, long revision, String reason) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.needsRestart(this);
    }
  }

  /** The revision could not be applied; it is tried again. */
  record Failed(Replica replica, long revision, String reason) implements ReplicaEvent {
    @Override
    public void accept(ReplicaEventHandler handler) {
      handler.failed(this);
    }
  }
}
