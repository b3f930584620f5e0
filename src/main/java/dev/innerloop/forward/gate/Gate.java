package dev.innerloop.forward.gate;

import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Decides when a request may go, and to which replica.
 *
 * <p>From a noticed save on, requests wait ({@link #hold()}) until it is settled what came of it
 * ({@link #settle}); then until a replica serves the update that is expected ({@link #expect}). A
 * replica whose app is about to restart gets no more requests, and those under way are given time
 * ({@link #drain}).
 *
 * <p>Requests stick to one replica. It changes when that one is gone, or later than another.
 *
 * <p>Those that an update held are released a few at a time: hundreds at once would be more than an
 * app has threads for, and none of them could be taken back when the next update comes.
 *
 * <p>Safe for many threads.
 */
public final class Gate {

  /** How long what lasts may take to come to an end, all of it together. */
  private static final Duration FINISH = Duration.ofSeconds(1);

  /** As long as requests end, a replica is drained for so many times the patience at most. */
  private static final int LONGEST_DRAIN = 5;

  /** When somebody who waits for room looks whether others have become slow meanwhile. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Supplier<List<ReplicaStatus>> replicas;
  private final Duration longest;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition leaving = lock.newCondition();
  private final Standings standings = new Standings();
  private boolean held;
  private boolean closed;
  private String compileError = "";

  /**
   * @param replicas how they are doing, at any moment
   * @param longest how long a request waits at most
   */
  public Gate(Supplier<List<ReplicaStatus>> replicas, Duration longest) {
    this.replicas = replicas;
    this.longest = longest;
  }

  /** Something was saved: what is served now may be old. */
  public void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * All that was noticed has been compiled; what came of it, if anything, is expected.
   *
   * @param error why the newest sources do not compile; empty if they do
   */
  public void settle(String error) {
    lock.lock();
    try {
      held = false;
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

  /** The status of a replica has changed. */
  public void changed() {
    List<Visit.Cut> cuts;
    lock.lock();
    try {
      cuts = standings.note(replicas.get());
      tell();
    } finally {
      lock.unlock();
    }
    long now = System.nanoTime();
    cuts.forEach(cut -> cut.before(now)); // its app is gone already
  }

  /** An update turned out to change nothing that a replica's app reads: it serves it already. */
  public void unchanged(Replica replica, long update) {
    lock.lock();
    try {
      Standing standing = standings.of(replica);
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
      Standing standing = standings.of(replica);
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
    List<Visit.Cut> cuts;
    lock.lock();
    try {
      Standing standing = standings.of(replica);
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
  private void awaitQuiet(Standing standing, long patience, int times) throws InterruptedException {
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
      Standing standing = standings.of(replica);
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
        if (!held) {
          Standing best = standings.best();
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

  private String whatWaitsFor(boolean full) {
    if (held) {
      return "A saved change is being compiled.";
    }
    return full ? "The app answers too slowly: others wait as well." : standings.waitingFor();
  }

  /** The replica that requests go to at this moment, held or not; empty if none serves. */
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
        if (!held && standings.best() != null && standings.generation() != known) {
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
  public boolean isOpen(Visit visit) {
    lock.lock();
    try {
      Standing standing = standings.of(visit.replica());
      return standing != null && standing.epoch == visit.epoch() && !standing.draining;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the app has not been restarted since. */
  public boolean isCurrent(Visit visit) {
    lock.lock();
    try {
      Standing standing = standings.of(visit.replica());
      return standing != null && standing.epoch == visit.epoch();
    } finally {
      lock.unlock();
    }
  }

  /** The request has become a stream without an end, which is not waited for. */
  public void lasts(Visit visit, Visit.Cut cut) {
    boolean late;
    lock.lock();
    try {
      visit.lasts(cut);
      Standing standing = standings.of(visit.replica());
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

  private Visit admit(Standing standing) {
    standings.choose(standing);
    Visit visit =
        new Visit(
            standing.replica, standing.epoch, standings.generation(), compileError, this::left);
    standing.visits.add(visit);
    return visit;
  }

  private void left(Visit visit) {
    lock.lock();
    try {
      Standing standing = standings.of(visit.replica());
      if (standing != null) {
        standing.visits.remove(visit);
      }
      leaving.signalAll();
      room.signal(); // one goes, one may come
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    news.signalAll();
    room.signalAll();
  }
}
