package dev.innerloop.forward;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.replica.Replica;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections to replicas. To open one takes 20 to 50 ms on a cluster. Those that lead to
 * an app as it was before a restart are never used again.
 *
 * <p>All requests that were paused for an update come at once, and find none that is idle. If each
 * opened its own, cluster and replica would have no time left for anything else. So only a few are
 * opened at a time, and a request takes what comes first: its turn, or a connection that is
 * released.
 */
final class UpstreamPool {

  /** Less than servers keep an idle connection open: who sends as it closes, sends into nothing. */
  private static final long LONGEST_IDLE = Duration.ofSeconds(4).toNanos();

  private static final long SURELY_OPEN = Duration.ofMillis(500).toNanos();

  /** At a time, to one replica; more than the connections of a browser. */
  private static final int MOST_OPENING = 8;

  private final RequestGate gate;
  private final IntSupplier port;

  @GuardedBy("this")
  private final Deque<Upstream> idle = new ArrayDeque<>();

  @GuardedBy("this")
  private final Map<Replica, Integer> opening = new HashMap<>();

  @GuardedBy("this")
  private boolean closed;

  /**
   * @param port of the app in its replicas
   */
  UpstreamPool(RequestGate gate, IntSupplier port) {
    this.gate = gate;
    this.port = port;
  }

  /** An idle connection, else a new one. */
  Upstream acquire(Permit permit) throws IOException, InterruptedException {
    for (Upstream next = idleOrNull(permit); next != null; next = idleOrNull(permit)) {
      if (!next.hasUnread() && (next.idleNanos() < SURELY_OPEN || !next.isStale())) {
        return next;
      }
      next.drop();
    }
    Replica replica = permit.replica();
    try {
      return new Upstream(replica, permit.epoch(), replica.connect(port.getAsInt()));
    } finally {
      opened(replica);
    }
  }

  /** Null if it is the caller's turn to open one. */
  private synchronized @Nullable Upstream idleOrNull(Permit permit) throws InterruptedException {
    while (true) {
      Upstream next = takeIdle(permit);
      if (next != null) {
        return next;
      }
      if (opening.getOrDefault(permit.replica(), 0) < MOST_OPENING) {
        opening.merge(permit.replica(), 1, Integer::sum);
        return null;
      }
      wait(); // connecting has a deadline
    }
  }

  private synchronized void opened(Replica replica) {
    opening.computeIfPresent(replica, (key, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  @GuardedBy("this")
  private @Nullable Upstream takeIdle(Permit permit) {
    // The last one first: so those that are not needed become old.
    for (Iterator<Upstream> each = idle.descendingIterator(); each.hasNext(); ) {
      Upstream next = each.next();
      if (next.leadsTo(permit) && next.idleNanos() < LONGEST_IDLE) {
        each.remove();
        return next;
      }
    }
    return null;
  }

  /** Keeps a connection whose answer was read to the end. */
  void release(Permit permit, Upstream upstream) {
    upstream.markIdle();
    boolean usable = !upstream.hasUnread() && !upstream.http().hasEnded();
    synchronized (this) {
      if (usable && !closed && !upstream.isDropped() && gate.isCurrent(permit)) {
        idle.addLast(upstream);
        notifyAll();
        return;
      }
    }
    upstream.drop();
  }

  /** Closes what is too old. */
  void closeIdle() {
    List<Upstream> old = new ArrayList<>();
    synchronized (this) {
      idle.removeIf(next -> next.idleNanos() >= LONGEST_IDLE && old.add(next));
    }
    old.forEach(Upstream::drop);
  }

  void close() {
    List<Upstream> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(idle);
      idle.clear();
    }
    all.forEach(Upstream::drop);
  }
}
