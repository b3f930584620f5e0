package dev.innerloop.usecase.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/** The waits of a session that its end interrupts; other work is left to finish. */
public final class InterruptibleWaits {

  @GuardedBy("this")
  private @Nullable Thread waiting;

  @GuardedBy("this")
  private boolean ended;

  /** Something that blocks until it is over or the thread is interrupted. */
  interface Wait {
    void await() throws InterruptedException;
  }

  /** The same, with a result. */
  interface WaitFor<T> {
    T await() throws InterruptedException;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the session ends, or has ended before
   */
  void during(Wait wait) throws InterruptedException {
    during(
        () -> {
          wait.await();
          return true;
        });
  }

  /**
   * Waits for a result.
   *
   * @throws InterruptedException if the session ends, or has ended before
   */
  <T> T during(WaitFor<T> wait) throws InterruptedException {
    begin();
    try {
      T result = wait.await();
      finish();
      return result;
    } catch (InterruptedException | RuntimeException e) {
      finish(); // throws if the session has ended: what was interrupted may fail in any way
      throw e;
    }
  }

  private synchronized void begin() throws InterruptedException {
    requireGoingOn();
    waiting = Thread.currentThread();
  }

  private synchronized void finish() throws InterruptedException {
    waiting = null;
    if (ended) {
      Thread.interrupted(); // it was meant for the wait, not for what follows
    }
    requireGoingOn();
  }

  private synchronized void requireGoingOn() throws InterruptedException {
    if (ended) {
      throw new InterruptedException("the session has ended");
    }
  }

  /** Interrupts the wait, and refuses all later ones. */
  public synchronized void end() {
    ended = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
