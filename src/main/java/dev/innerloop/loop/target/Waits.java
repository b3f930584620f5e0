package dev.innerloop.loop.target;

import org.jspecify.annotations.Nullable;

/** The waits of a session that its end cuts short; whatever else it does is left to finish. */
public final class Waits {

  private @Nullable Thread waiting;
  private boolean ended;

  /** Something that blocks until it is over or the thread is interrupted. */
  interface Wait {
    void await() throws InterruptedException;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the session ends, or has ended before
   */
  void during(Wait wait) throws InterruptedException {
    begin();
    RuntimeException failure = null;
    try {
      wait.await();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      finish();
    }
    requireGoingOn(); // what was interrupted may end in any way
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized void begin() throws InterruptedException {
    requireGoingOn();
    waiting = Thread.currentThread();
  }

  private synchronized void finish() {
    waiting = null;
    if (ended) {
      Thread.interrupted(); // it was meant for the wait, not for what follows
    }
  }

  private synchronized void requireGoingOn() throws InterruptedException {
    if (ended) {
      throw new InterruptedException("the session has ended");
    }
  }

  /** The session is to end: nobody waits any more. */
  public synchronized void end() {
    ended = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
