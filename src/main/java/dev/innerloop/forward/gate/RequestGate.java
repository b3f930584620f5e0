package dev.innerloop.forward.gate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.forward.gate.ReplicaTable.Decision;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Decides when a request is forwarded, and to which replica.
 *
 * <p>From a detected save on, requests are paused ({@link #pause}) until its result is known
 * ({@link #resume}); then they wait until a replica serves the expected revision ({@link #expect}).
 * A replica whose app is about to restart gets no more requests, and those in progress get time to
 * finish ({@link #drain}).
 *
 * <p>Requests stick to one replica. It changes when that replica disappears, or serves the revision
 * later than another.
 *
 * <p>Requests that waited for an update are released a few at a time: hundreds at once would exceed
 * the threads of an app, and none of them could be taken back when the next update comes.
 *
 * <p>Here is how requests wait; what they wait for is up to {@link ReplicaTable}. Safe for use by
 * many threads.
 */
public final class RequestGate {

  /** How long all streams of a replica together may take to end. */
  private static final Duration FINISH = Duration.ofSeconds(1);

  /** How often a request that ends may extend the draining of an app that stops. */
  private static final int LONGEST_DRAIN = 5;

  private final Duration longest;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition capacity = lock.newCondition();
  private final Condition released = lock.newCondition();

  @GuardedBy("lock")
  private final ReplicaTable replicas = new ReplicaTable();

  @GuardedBy("lock")
  private boolean paused;

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private String compileError = "";

  /**
   * @param longest how long a request waits at most
   */
  public RequestGate(Duration longest) {
    this.longest = longest;
  }

  /** A save was detected: what the replicas serve may be old. */
  public void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * All saves that were detected are built; the resulting revision, if any, is expected by now.
   *
   * @param error why the newest sources do not compile; empty if they do
   */
  public void resume(String error) {
    lock.lock();
    try {
      paused = false;
      compileError = error;
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Requests are to be answered by this revision or a newer one. */
  public void expect(long revision) {
    lock.lock();
    try {
      replicas.expect(revision);
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The status of a replica has changed, or it is new. */
  public void update(ReplicaStatus status) {
    List<StreamCloser> closers;
    lock.lock();
    try {
      closers = replicas.update(status);
      signalAll();
    } finally {
      lock.unlock();
    }
    close(closers, Duration.ZERO);
  }

  /** A replica does not exist any more. */
  public void remove(Replica replica) {
    List<StreamCloser> closers;
    lock.lock();
    try {
      closers = replicas.remove(replica);
      signalAll();
    } finally {
      lock.unlock();
    }
    close(closers, Duration.ZERO);
  }

  /** Without the lock: a stream may take until the deadline. */
  private static void close(List<StreamCloser> closers, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    closers.forEach(closer -> closer.close(deadline));
  }

  /** Requests go to this replica whenever it serves what they are to get. */
  public void prefer(Replica replica) {
    lock.lock();
    try {
      replicas.prefer(replica);
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A revision changes nothing that a replica's app reads: the replica serves it already. */
  public void unchanged(Replica replica, long revision) {
    change(replica, slot -> slot.unchanged(revision));
  }

  /**
   * An update failed in a replica, which therefore does not keep requests waiting.
   *
   * @param reason shown to the user
   * @param crashed whether the app has exited; else it runs, and may still serve
   */
  public void failed(Replica replica, long revision, String reason, boolean crashed) {
    change(replica, slot -> slot.failed(revision, reason, crashed));
  }

  /** The update before which a replica was drained has ended, with whatever outcome. */
  public void reopen(Replica replica) {
    change(replica, ReplicaSlot::reopen);
  }

  private void change(Replica replica, Consumer<ReplicaSlot> change) {
    lock.lock();
    try {
      replicas.change(replica, change);
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forwards no more requests to a replica, and waits for those in progress; not for event streams
   * and WebSockets, which do not end by themselves.
   *
   * @param patience how long to wait for the next request to end
   * @param stopping whether its app stops, so that its streams are ended
   */
  public void drain(Replica replica, Duration patience, boolean stopping)
      throws InterruptedException {
    List<StreamCloser> closers;
    lock.lock();
    try {
      ReplicaSlot slot = replicas.slot(replica);
      if (slot == null) {
        return;
      }
      replicas.change(replica, ReplicaSlot::drain);
      awaitIdle(
          slot,
          new DrainTimer(
              patience, stopping ? LONGEST_DRAIN : 1, slot.requests(), System.nanoTime()));
      closers = stopping ? replicas.newEpoch(slot) : List.of();
    } finally {
      lock.unlock();
    }
    close(closers, FINISH);
  }

  @GuardedBy("lock")
  private void awaitIdle(ReplicaSlot slot, DrainTimer timer) throws InterruptedException {
    long left = timer.left(slot.requests(), System.nanoTime());
    while (!slot.isIdle() && left > 0) {
      long unused = released.awaitNanos(left);
      left = timer.left(slot.requests(), System.nanoTime());
    }
  }

  /** Requests wait no longer. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a replica may answer. */
  public Admission enter() throws InterruptedException {
    lock.lock();
    try {
      long deadline = System.nanoTime() + longest.toNanos();
      boolean forCapacity = false;
      while (true) {
        long now = System.nanoTime();
        long wait = deadline - now;
        if (closed || wait <= 0) {
          return new Refused(waitingFor(forCapacity), false);
        }
        forCapacity = false;
        if (!paused) {
          Decision decision = replicas.decide(now);
          if (decision instanceof Decision.Forward forward) {
            return admit(forward.slot());
          } else if (decision instanceof Decision.Refuse refuse) {
            return refuse.refused();
          } else if (decision instanceof Decision.Wait until) {
            forCapacity = until.forCapacity();
            wait = Math.min(wait, until.nanos());
          }
        }
        long unused = forCapacity ? capacity.awaitNanos(wait) : changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private String waitingFor(boolean capacityOfApp) {
    if (paused) {
      return "A saved change is being compiled.";
    }
    return capacityOfApp
        ? "The app answers too slowly: others wait as well."
        : replicas.waitingFor();
  }

  /** The replica that requests go to at this moment, paused or not; empty if none serves. */
  public Optional<Replica> serving() {
    lock.lock();
    try {
      return replicas.serving();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until requests are answered by another revision than the known one.
   *
   * @return the revision that is served; the known one if nothing changes in time
   */
  public long awaitOther(long known, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!closed) {
        if (!paused && replicas.best() != null && replicas.revision() != known) {
          return replicas.revision();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return known;
        }
        long unused = changed.awaitNanos(left);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the request may still be sent: its app is not about to be restarted either. */
  public boolean isOpen(Permit permit) {
    lock.lock();
    try {
      ReplicaSlot slot = replicas.slot(permit.replica());
      return slot != null && slot.isOpen(permit);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the app has not been restarted since the request was admitted. */
  public boolean isCurrent(Permit permit) {
    lock.lock();
    try {
      ReplicaSlot slot = replicas.slot(permit.replica());
      return slot != null && slot.isCurrent(permit);
    } finally {
      lock.unlock();
    }
  }

  /** The request has become a stream, which is ended instead of waited for. */
  public void markStreaming(Permit permit, StreamCloser closer) {
    boolean late;
    lock.lock();
    try {
      permit.markStreaming(closer);
      ReplicaSlot slot = replicas.slot(permit.replica());
      late = closed || slot == null || !slot.isCurrent(permit);
      released.signalAll();
      capacity.signal();
    } finally {
      lock.unlock();
    }
    if (late) {
      close(List.of(closer), Duration.ZERO);
    }
  }

  @GuardedBy("lock")
  private Permit admit(ReplicaSlot slot) {
    replicas.choose(slot);
    return slot.admit(
        new Permit(slot.replica(), slot.epoch(), replicas.revision(), compileError, this::release));
  }

  private void release(Permit permit) {
    lock.lock();
    try {
      ReplicaSlot slot = replicas.slot(permit.replica());
      if (slot != null) {
        slot.release(permit);
      }
      released.signalAll();
      capacity.signal(); // room for one more
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void signalAll() {
    changed.signalAll();
    capacity.signalAll();
  }
}
