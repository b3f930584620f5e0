package dev.innerloop.forward;

import dev.innerloop.forward.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * <p>Safe for many threads.
 */
public final class Gate {

  /** How long what lasts may take to come to an end, all of it together. */
  private static final Duration FINISH = Duration.ofSeconds(1);

  private final Supplier<List<ReplicaStatus>> replicas;
  private final Duration longest;

  private final Object lock = new Object();
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
    synchronized (lock) {
      held = true;
    }
  }

  /**
   * All that was noticed has been compiled; what came of it, if anything, is expected.
   *
   * @param error why the newest sources do not compile; empty if they do
   */
  public void settle(String error) {
    synchronized (lock) {
      held = false;
      compileError = error;
      lock.notifyAll();
    }
  }

  /** Requests are to be answered by this update or a newer one. */
  public void expect(long update) {
    synchronized (lock) {
      standings.expect(update);
      lock.notifyAll();
    }
  }

  /** The status of a replica has changed. */
  public void changed() {
    List<Visit.Cut> cuts;
    synchronized (lock) {
      cuts = standings.note(replicas.get());
      lock.notifyAll();
    }
    long now = System.nanoTime();
    cuts.forEach(cut -> cut.before(now)); // its app is gone already
  }

  /** An update turned out to change nothing that a replica's app reads: it serves it already. */
  public void unchanged(Replica replica, long update) {
    synchronized (lock) {
      Standing standing = standings.of(replica);
      if (standing != null) {
        standing.unchanged = Math.max(standing.unchanged, update);
        standings.refresh();
        lock.notifyAll();
      }
    }
  }

  /**
   * An update failed in a replica, which therefore does not keep requests waiting.
   *
   * @param reason in the user's words
   * @param crashed whether the app has ended; else it runs, and may yet serve
   */
  public void failed(Replica replica, long update, String reason, boolean crashed) {
    synchronized (lock) {
      Standing standing = standings.of(replica);
      if (standing != null) {
        standing.failed(update, reason, crashed);
        standings.refresh();
        lock.notifyAll();
      }
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
    synchronized (lock) {
      Standing standing = standings.of(replica);
      if (standing == null) {
        return;
      }
      standing.drain();
      standings.refresh();
      long deadline = System.nanoTime() + patience.toNanos();
      while (!standing.isQuiet()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      cuts = cutting ? standings.newEpoch(standing) : List.of();
    }
    long deadline = System.nanoTime() + FINISH.toNanos();
    cuts.forEach(cut -> cut.before(deadline));
  }

  /** The update before which a replica was drained has ended, one way or the other. */
  public void reopen(Replica replica) {
    synchronized (lock) {
      Standing standing = standings.of(replica);
      if (standing != null) {
        standing.draining = false;
        standings.refresh();
        lock.notifyAll();
      }
    }
  }

  /** Nobody waits any more. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  /** Waits until a replica may answer. */
  Admission enter() throws InterruptedException {
    synchronized (lock) {
      long deadline = System.nanoTime() + longest.toNanos();
      while (true) {
        long now = System.nanoTime();
        long wait = deadline - now;
        if (closed || wait <= 0) {
          return new Refused(
              held ? "A saved change is being compiled." : standings.waitingFor(), false);
        }
        if (!held) {
          Standing best = standings.best();
          long grace = best == null ? 0 : standings.grace(best, now);
          if (best != null && grace <= 0) {
            return admit(best);
          }
          Refused failure = best == null ? standings.failure() : null;
          if (failure != null) {
            return failure;
          }
          wait = grace > 0 ? Math.min(wait, grace) : wait;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, wait);
      }
    }
  }

  /** The replica that requests go to at this moment, held or not; empty if none serves. */
  public Optional<Replica> serving() {
    synchronized (lock) {
      return standings.serving();
    }
  }

  /**
   * Waits until requests are answered by another update than the one that is known.
   *
   * @return the update that answers; the known one if nothing changes in time
   */
  long awaitOther(long known, Duration patience) throws InterruptedException {
    synchronized (lock) {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!closed) {
        if (!held && standings.best() != null && standings.generation() != known) {
          return standings.generation();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return known;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return known;
    }
  }

  /** Whether the app has not been restarted since. */
  boolean isCurrent(Visit visit) {
    synchronized (lock) {
      Standing standing = standings.of(visit.replica());
      return standing != null && standing.epoch == visit.epoch();
    }
  }

  /** The request has become a stream without an end, which is not waited for. */
  void lasts(Visit visit, Visit.Cut cut) {
    boolean late;
    synchronized (lock) {
      visit.lasts(cut);
      Standing standing = standings.of(visit.replica());
      late = closed || standing == null || standing.epoch != visit.epoch();
      lock.notifyAll();
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
    synchronized (lock) {
      Standing standing = standings.of(visit.replica());
      if (standing != null) {
        standing.visits.remove(visit);
      }
      lock.notifyAll();
    }
  }
}
