package dev.innerloop.forward;

import dev.innerloop.forward.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** A replica that serves first takes the requests over unless the usual one follows so soon. */
  private static final Duration GRACE = Duration.ofMillis(50);

  private final Supplier<List<ReplicaStatus>> replicas;
  private final Duration longest;

  private final Object lock = new Object();
  private final Map<Replica, Standing> standings = new LinkedHashMap<>();
  private boolean held;
  private boolean closed;
  private long expected;
  private long epochs;
  private long generation;
  private String compileError = "";
  private @Nullable Replica chosen;

  /** What we know of a replica. */
  private static final class Standing {

    private final Replica replica;
    private final List<Visit> visits = new ArrayList<>();
    private Phase phase = Phase.CONNECTING;
    private long served;
    private long unchanged;
    private long epoch;
    private boolean draining;
    private long failedUpdate = -1;
    private String failure = "";
    private boolean crashed;
    private @Nullable Long readySince;

    Standing(Replica replica) {
      this.replica = replica;
    }

    boolean serves(long update) {
      boolean newEnough =
          Math.max(served, unchanged) >= update || (!crashed && failedUpdate >= update);
      return phase == Phase.SERVING && !draining && newEnough;
    }

    boolean hasFailed(long update) {
      return phase != Phase.SERVING && failedUpdate >= update;
    }

    boolean isQuiet() {
      return visits.stream().allMatch(Visit::isLasting);
    }

    /** Whatever leads to the app as it was is of no use any more. */
    List<Runnable> newEpoch(long number) {
      epoch = number;
      return visits.stream().filter(Visit::isLasting).map(Visit::cut).toList();
    }
  }

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
      expected = Math.max(expected, update);
      refresh();
      lock.notifyAll();
    }
  }

  /** The status of a replica has changed. */
  public void changed() {
    List<Runnable> cuts = new ArrayList<>();
    synchronized (lock) {
      Map<Replica, ReplicaStatus> now = new LinkedHashMap<>();
      replicas.get().forEach(status -> now.put(status.replica(), status));
      standings
          .values()
          .removeIf(
              standing -> {
                boolean gone = !now.containsKey(standing.replica);
                if (gone) {
                  cuts.addAll(standing.newEpoch(++epochs));
                }
                return gone;
              });
      now.values().forEach(status -> cuts.addAll(note(status)));
      refresh();
      lock.notifyAll();
    }
    cuts.forEach(Runnable::run);
  }

  private List<Runnable> note(ReplicaStatus status) {
    Standing standing = standings.computeIfAbsent(status.replica(), Standing::new);
    boolean left = standing.phase == Phase.SERVING && status.phase() != Phase.SERVING;
    standing.phase = status.phase();
    standing.served = status.served();
    return left ? standing.newEpoch(++epochs) : List.of();
  }

  private void refresh() {
    for (Standing standing : standings.values()) {
      if (!standing.serves(expected)) {
        standing.readySince = null;
      } else if (standing.readySince == null) {
        standing.readySince = System.nanoTime();
        if (standing.unchanged < expected) {
          generation = expected;
        }
      }
    }
  }

  /** An update turned out to change nothing that a replica's app reads: it serves it already. */
  public void unchanged(Replica replica, long update) {
    synchronized (lock) {
      Standing standing = standings.get(replica);
      if (standing != null) {
        standing.unchanged = Math.max(standing.unchanged, update);
        refresh();
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
      Standing standing = standings.get(replica);
      if (standing != null) {
        standing.failedUpdate = update;
        standing.failure = reason;
        standing.crashed = crashed;
        standing.draining = false;
        refresh();
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
    List<Runnable> cuts;
    synchronized (lock) {
      Standing standing = standings.get(replica);
      if (standing == null) {
        return;
      }
      standing.draining = true;
      refresh();
      long deadline = System.nanoTime() + patience.toNanos();
      while (!standing.isQuiet()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      cuts = cutting ? standing.newEpoch(++epochs) : List.of();
    }
    cuts.forEach(Runnable::run);
  }

  /** The update before which a replica was drained has ended, one way or the other. */
  public void reopen(Replica replica) {
    synchronized (lock) {
      Standing standing = standings.get(replica);
      if (standing != null) {
        standing.draining = false;
        refresh();
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
          return new Refused(waitingFor(), false);
        }
        if (!held) {
          Standing best = best();
          long grace = best == null ? 0 : grace(best, now);
          if (best != null && grace <= 0) {
            return admit(best);
          }
          Refused failure = best == null ? failure() : null;
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
      Standing usual = chosen == null ? null : standings.get(chosen);
      if (usual != null && usual.phase == Phase.SERVING) {
        return Optional.of(usual.replica);
      }
      return standings.values().stream()
          .filter(standing -> standing.phase == Phase.SERVING)
          .map(standing -> standing.replica)
          .findFirst();
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
        if (!held && best() != null && generation != known) {
          return generation;
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
      Standing standing = standings.get(visit.replica());
      return standing != null && standing.epoch == visit.epoch();
    }
  }

  /** The request has become a stream without an end, which is not waited for. */
  void lasts(Visit visit, Runnable cut) {
    boolean late;
    synchronized (lock) {
      visit.lasts(cut);
      Standing standing = standings.get(visit.replica());
      late = closed || standing == null || standing.epoch != visit.epoch();
      lock.notifyAll();
    }
    if (late) {
      cut.run();
    }
  }

  private Visit admit(Standing standing) {
    chosen = standing.replica;
    Visit visit = new Visit(standing.replica, standing.epoch, generation, compileError, this::left);
    standing.visits.add(visit);
    return visit;
  }

  private void left(Visit visit) {
    synchronized (lock) {
      Standing standing = standings.get(visit.replica());
      if (standing != null) {
        standing.visits.remove(visit);
      }
      lock.notifyAll();
    }
  }

  private @Nullable Standing best() {
    Standing usual = chosen == null ? null : standings.get(chosen);
    if (usual != null && usual.serves(expected)) {
      return usual;
    }
    Standing first = null;
    for (Standing standing : standings.values()) {
      Long since = standing.readySince;
      if (since != null
          && (first == null || first.readySince == null || since - first.readySince < 0)) {
        first = standing;
      }
    }
    return first;
  }

  /** How long another replica still has to wait for the usual one, which keeps its sessions. */
  private long grace(Standing best, long now) {
    Standing usual = chosen == null ? null : standings.get(chosen);
    if (usual == null || usual == best || usual.phase != Phase.SERVING || best.readySince == null) {
      return 0;
    }
    return best.readySince + GRACE.toNanos() - now;
  }

  /** What to say if every replica has failed; null if there is hope. */
  private @Nullable Refused failure() {
    Standing failed = null;
    for (Standing standing : standings.values()) {
      if (standing.phase.isAttached()) {
        if (!standing.hasFailed(expected)) {
          return null;
        }
        failed = standing;
      }
    }
    return failed == null ? null : new Refused(failed.failure, failed.crashed);
  }

  private String waitingFor() {
    if (held) {
      return "A saved change is being compiled.";
    }
    if (standings.values().stream().noneMatch(standing -> standing.phase.isAttached())) {
      return "No replica of the app runs yet.";
    }
    StringBuilder text = new StringBuilder("Update ").append(expected).append(" is on its way: ");
    String separator = "";
    for (Standing standing : standings.values()) {
      text.append(separator)
          .append(standing.replica.name())
          .append(" is ")
          .append(standing.phase.name().toLowerCase(Locale.ROOT));
      separator = ", ";
    }
    return text.append('.').toString();
  }
}
