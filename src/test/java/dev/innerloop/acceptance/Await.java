package dev.innerloop.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what cannot announce itself: it looks, again and again, until a deadline. */
final class Await {

  private static final long PAUSE_MILLIS = 25;

  private Await() {}

  /** Until nothing is thrown; at the deadline, the last one thrown. */
  static void untilAsserted(Duration atMost, ThrowingRunnable assertions) {
    value(
        atMost,
        () -> "",
        () -> {
          assertions.run();
          return Optional.of(true);
        });
  }

  /** The first value found; an {@link AssertionError} with what was missed at the deadline. */
  static <T> T value(Duration atMost, Supplier<String> missed, Callable<Optional<T>> look) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Throwable last = null;
      try {
        Optional<T> found = look.call();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (Abandoned abandoned) {
        throw abandoned;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      if (System.nanoTime() >= deadline) {
        String message = last == null ? missed.get() : missed.get() + "\n" + last.getMessage();
        throw new AssertionError(
            "After " + atMost.toSeconds() + " s: " + message.stripLeading(), last);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Abandoned("Interrupted while waiting", e);
    }
  }

  /** Waiting on is useless. */
  static final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Abandoned(String message) {
      super(message);
    }

    Abandoned(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Assertions that may throw anything. */
  interface ThrowingRunnable {
    void run() throws Exception;
  }
}
