package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Refusal;
import java.util.concurrent.TimeUnit;

/** The claim of the session that may write: one at a time, as long as it sends heartbeats. */
final class Claim {

  private final long lapseNanos;

  @GuardedBy("this")
  private String session = "";

  @GuardedBy("this")
  private String holder = "";

  @GuardedBy("this")
  private long since;

  @GuardedBy("this")
  private long lastHeard;

  @GuardedBy("this")
  private Connected connection;

  /** Whether a session has claimed the replica whose end was not handled yet. */
  @GuardedBy("this")
  private boolean awaitsEnd;

  Claim(long lapseMillis) {
    lapseNanos = TimeUnit.MILLISECONDS.toNanos(lapseMillis);
  }

  /** The connection of a writer, which can lose its claim to another. */
  interface Connected {
    void takenOver(String by);
  }

  /** What has to be done when a session has left. */
  interface EndOfSession {
    /** Does it before the next session connects; returns whether that changed the replica. */
    boolean handle();
  }

  /**
   * Claims for a session; a broken connection of the same one is replaced.
   *
   * @return why not, or null if it holds the claim now
   */
  synchronized Refusal acquire(Hello hello, Connected connected) {
    boolean same = hello.session().equals(session);
    if (!same && !isFree() && !hello.takeover()) {
      return new Refusal(
          Refusal.Cause.CLAIMED, holder + " is working on this replica", holder, since);
    }
    if (connection != null) {
      connection.takenOver(same ? "" : hello.holder());
    }
    if (!same) {
      since = System.currentTimeMillis();
    }
    session = hello.session();
    holder = hello.holder();
    connection = connected;
    heardNow();
    return null;
  }

  @GuardedBy("this")
  private void heardNow() {
    lastHeard = System.nanoTime();
    if (!awaitsEnd) {
      awaitsEnd = true;
      notifyAll();
    }
  }

  /** Notes a sign of life; false if another has the claim by now. */
  synchronized boolean heard(Connected from) {
    if (connection != from) {
      return false;
    }
    heardNow();
    return true;
  }

  /** The connection is gone; the session may resume until its claim lapses. */
  synchronized void disconnected(Connected from) {
    if (connection == from) {
      connection = null;
    }
  }

  synchronized void release(Connected from) {
    if (connection == from) {
      connection = null;
      session = "";
      holder = "";
      since = 0;
      notifyAll();
    }
  }

  /**
   * Waits until a session that had claimed the replica has left it, or was silent for too long. If
   * that changes the replica, a silent session has to connect again to learn what it is now.
   */
  synchronized void awaitEnd(EndOfSession end) throws InterruptedException {
    while (!awaitsEnd || !isFree()) {
      wait(awaitsEnd ? millisToLapse() : 0);
    }
    awaitsEnd = false;
    Connected silent = connection;
    if (end.handle() && silent != null) {
      connection = null;
      silent.takenOver("");
    }
  }

  @GuardedBy("this")
  private long millisToLapse() {
    long left = lastHeard + lapseNanos - System.nanoTime();
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1);
  }

  synchronized boolean isAttached() {
    return connection != null;
  }

  /** Who has claimed the replica; empty if no session has, or if it was silent for too long. */
  synchronized String holder() {
    return isFree() ? "" : holder;
  }

  synchronized long since() {
    return isFree() ? 0 : since;
  }

  @GuardedBy("this")
  private boolean isFree() {
    return session.isEmpty() || System.nanoTime() - lastHeard > lapseNanos;
  }
}
