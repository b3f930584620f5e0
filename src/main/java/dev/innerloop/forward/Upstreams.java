package dev.innerloop.forward;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Open connections to replicas, as far as they are idle. To open one takes 20 to 50 ms on a
 * cluster. Those that lead to an app as it was before a restart are never used again.
 */
final class Upstreams {

  /** Less than servers keep an idle connection open: who sends as it closes, sends into nothing. */
  private static final long LONGEST_IDLE = Duration.ofSeconds(4).toNanos();

  private static final long SURELY_OPEN = Duration.ofMillis(500).toNanos();

  private final Gate gate;
  private final IntSupplier port;
  private final Deque<Upstream> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param port of the app in its replicas
   */
  Upstreams(Gate gate, IntSupplier port) {
    this.gate = gate;
    this.port = port;
  }

  /** An idle connection, else a new one. */
  Upstream take(Visit visit) throws IOException {
    for (Upstream next = takeIdle(visit); next != null; next = takeIdle(visit)) {
      if (next.idleNanos() < SURELY_OPEN || !next.isStale()) {
        return next;
      }
      next.drop();
    }
    return open(visit);
  }

  Upstream open(Visit visit) throws IOException {
    return new Upstream(visit.replica(), visit.epoch(), visit.replica().connect(port.getAsInt()));
  }

  private synchronized @Nullable Upstream takeIdle(Visit visit) {
    // The last one first: so those that are not needed become old.
    for (Iterator<Upstream> each = idle.descendingIterator(); each.hasNext(); ) {
      Upstream next = each.next();
      if (next.leadsTo(visit) && next.idleNanos() < LONGEST_IDLE) {
        each.remove();
        return next;
      }
    }
    return null;
  }

  /** Keeps a connection whose answer was read to the end. */
  void giveBack(Visit visit, Upstream upstream) {
    upstream.idle();
    synchronized (this) {
      if (!closed && !upstream.isDropped() && gate.isCurrent(visit)) {
        idle.addLast(upstream);
        return;
      }
    }
    upstream.drop();
  }

  /** Closes what is too old. */
  void tidy() {
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
