package dev.innerloop.forward.gate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides when a request is forwarded, and to which replica.
 *
 * <p>From a detected save on, requests are paused ({@link #pause}) until it is known what came of
 * it ({@link #resume}); then they wait until a replica serves the expected revision ({@link
 * #expect}). A replica whose app is about to restart gets no more requests, and those in progress
 * get time to finish ({@link #drain}).
 *
 * <p>Requests stick to one replica. It changes when that replica disappears, or serves the revision
 * later than another.
 *
 * <p>Requests that waited for an update are released a few at a time: hundreds at once would exceed
 * the threads of an app, and none of them could be taken back when the next update comes.
 *
 * <p>Safe for use by many threads.
 */
public final class RequestGate {

  /** How long what lasts may take to come to an end, all of it together. */
  private static final Duration FINISH = Duration.ofSeconds(1);

  /** As long as requests end, a replica is drained for so many times the patience at most. */
  private static final int LONGEST_DRAIN = 5;

  /** When somebody who waits for room looks whether others have become slow meanwhile. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Duration longest;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition leaving = lock.newCondition();

  @GuardedBy("lock")
  private final ReplicaTable standings = new ReplicaTable();

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
   * All saves that were detected are built; a revision that came of them is expected by now.
   *
   * @param error why the newest sources do not compile; empty if they do
   */
  public void resume(String error) {
    lock.lock();
    try {
      paused = false;
      compileError = error;
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Requests are to be answered by this update or a newer one. */
  public void expect(long update) {
    lock.lock();
    try {
      standings.expect(update);
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** The status of a replica has changed, or it is new. */
  public void note(ReplicaStatus status) {
    List<Permit.Cut> cuts;
    lock.lock();
    try {
      cuts = standings.note(status);
      tell();
    } finally {
      lock.unlock();
    }
    cut(cuts);
  }

  /** A replica does not exist any more. */
  public void remove(Replica replica) {
    List<Permit.Cut> cuts;
    lock.lock();
    try {
      cuts = standings.remove(replica);
      tell();
    } finally {
      lock.unlock();
    }
    cut(cuts);
  }

  /** Ends streams whose app is gone already. */
  private static void cut(List<Permit.Cut> cuts) {
    long now = System.nanoTime();
    cuts.forEach(cut -> cut.before(now));
  }

  /** An update turned out to change nothing that a replica's app reads: it serves it already. */
  public void unchanged(Replica replica, long update) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(replica);
      if (standing != null) {
        standing.unchanged = Math.max(standing.unchanged, update);
        standings.refresh();
        tell();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * An update failed in a replica, which therefore does not keep requests waiting.
   *
   * @param reason in the user's words
   * @param crashed whether the app has ended; else it runs, and may yet serve
   */
  public void failed(Replica replica, long update, String reason, boolean crashed) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(replica);
      if (standing != null) {
        standing.failed(update, reason, crashed);
        standings.refresh();
        tell();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets no more requests to a replica, and waits for those under way; not for streams of events or
   * WebSockets, which last for ever.
   *
   * @param patience how long to wait at most
   * @param cutting whether its app ends, so that whatever lasts is ended
   */
  public void drain(Replica replica, Duration patience, boolean cutting)
      throws InterruptedException {
    List<Permit.Cut> cuts;
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(replica);
      if (standing == null) {
        return;
      }
      standing.drain();
      standings.refresh();
      awaitQuiet(standing, patience.toNanos(), cutting ? LONGEST_DRAIN : 1);
      cuts = cutting ? standings.newEpoch(standing) : List.of();
    } finally {
      lock.unlock();
    }
    long deadline = System.nanoTime() + FINISH.toNanos();
    cuts.forEach(cut -> cut.before(deadline));
  }

  /** Patience is had anew with each request that ends. */
  @GuardedBy("lock")
  private void awaitQuiet(ReplicaSlot standing, long patience, int times)
      throws InterruptedException {
    long now = System.nanoTime();
    long end = now + times * patience;
    long deadline = now + patience;
    int last = standing.visits.size();
    while (!standing.isQuiet() && deadline - now > 0) {
      long unused = leaving.awaitNanos(deadline - now);
      now = System.nanoTime();
      if (standing.visits.size() < last) {
        last = standing.visits.size();
        deadline = now + Math.min(patience, end - now);
      }
    }
  }

  /** The update before which a replica was drained has ended, one way or the other. */
  public void reopen(Replica replica) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(replica);
      if (standing != null) {
        standing.draining = false;
        standings.refresh();
        tell();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a replica may answer. */
  public Admission enter() throws InterruptedException {
    lock.lock();
    try {
      long deadline = System.nanoTime() + longest.toNanos();
      boolean full = false;
      while (true) {
        long now = System.nanoTime();
        long wait = deadline - now;
        if (closed || wait <= 0) {
          return new Refused(whatWaitsFor(full), false);
        }
        full = false;
        if (!paused) {
          ReplicaSlot best = standings.best();
          long grace = best == null ? 0 : standings.grace(best, now);
          full = best != null && grace <= 0 && !best.hasRoom(now);
          if (best != null && grace <= 0 && !full) {
            return admit(best);
          }
          Refused failure = best == null ? standings.failure() : null;
          if (failure != null) {
            return failure;
          }
          wait = grace > 0 ? Math.min(wait, grace) : wait;
        }
        long unused =
            full ? room.awaitNanos(Math.min(wait, LOOK.toNanos())) : news.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private String whatWaitsFor(boolean full) {
    if (paused) {
      return "A saved change is being compiled.";
    }
    return full ? "The app answers too slowly: others wait as well." : standings.waitingFor();
  }

  /** The replica that requests go to at this moment, paused or not; empty if none serves. */
  public Optional<Replica> serving() {
    lock.lock();
    try {
      return standings.serving();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until requests are answered by another update than the one that is known.
   *
   * @return the update that answers; the known one if nothing changes in time
   */
  public long awaitOther(long known, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!closed) {
        if (!paused && standings.best() != null && standings.generation() != known) {
          return standings.generation();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return known;
        }
        long unused = news.awaitNanos(left);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the request may still go to its replica: it is not about to be restarted either. */
  public boolean isOpen(Permit visit) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(visit.replica());
      return standing != null && standing.epoch == visit.epoch() && !standing.draining;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the app has not been restarted since. */
  public boolean isCurrent(Permit visit) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(visit.replica());
      return standing != null && standing.epoch == visit.epoch();
    } finally {
      lock.unlock();
    }
  }

  /** The request has become a stream without an end, which is not waited for. */
  public void lasts(Permit visit, Permit.Cut cut) {
    boolean late;
    lock.lock();
    try {
      visit.lasts(cut);
      ReplicaSlot standing = standings.of(visit.replica());
      late = closed || standing == null || standing.epoch != visit.epoch();
      leaving.signalAll();
      room.signal();
    } finally {
      lock.unlock();
    }
    if (late) {
      cut.before(System.nanoTime());
    }
  }

  @GuardedBy("lock")
  private Permit admit(ReplicaSlot standing) {
    standings.choose(standing);
    Permit visit =
        new Permit(
            standing.replica, standing.epoch, standings.generation(), compileError, this::left);
    standing.visits.add(visit);
    return visit;
  }

  private void left(Permit visit) {
    lock.lock();
    try {
      ReplicaSlot standing = standings.of(visit.replica());
      if (standing != null) {
        standing.visits.remove(visit);
      }
      leaving.signalAll();
      room.signal(); // one goes, one may come
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void tell() {
    news.signalAll();
    room.signalAll();
  }
}
