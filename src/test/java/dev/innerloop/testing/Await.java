package dev.innerloop.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Polls a condition that cannot announce itself, until a deadline. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 20;

  private Await() {}

  /** Until the condition holds; fails after a minute with what was missing. */
  public static void until(String missing, Callable<Boolean> condition) {
    value(PATIENCE, () -> missing, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }

  /** Until nothing is thrown; at the deadline, the last one thrown. */
  public static void untilAsserted(Duration atMost, ThrowingRunnable assertions) {
    value(
        atMost,
        () -> "",
        () -> {
          assertions.run();
          return Optional.of(true);
        });
  }

  /** The first value found; an {@link AssertionError} with what was missing at the deadline. */
  public static <T> T value(Duration atMost, Supplier<String> missing, Callable<Optional<T>> poll) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Throwable last = null;
      try {
        Optional<T> found = poll.call();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (Abandoned abandoned) {
        throw abandoned;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      if (System.nanoTime() >= deadline) {
        String message = last == null ? missing.get() : missing.get() + "\n" + last.getMessage();
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

  /** Further waiting is useless. */
  public static final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Abandoned(String message) {
      super(message);
    }

    public Abandoned(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Assertions that may throw anything. */
  public interface ThrowingRunnable {
    void run() throws Exception;
  }
}
