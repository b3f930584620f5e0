package dev.innerloop.usecase.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ctrl-C while a session waits for something. */
@Timeout(20)
class InterruptibleWaitsTest {

  private final InterruptibleWaits waits = new InterruptibleWaits();

  @Test
  void endsTheWaitAtOnceAndLeavesTheThreadAlone() {
    assertThatThrownBy(
            () ->
                waits.during(
                    () -> {
                      Thread other = new Thread(waits::end, "test-end");
                      other.start();
                      new CountDownLatch(1).await();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void nothingIsWaitedForAfterTheEnd() {
    AtomicBoolean waited = new AtomicBoolean();
    waits.end();

    assertThatThrownBy(() -> waits.during(() -> waited.set(true)))
        .isInstanceOf(InterruptedException.class);
    assertThat(waited).isFalse();
  }

  /** A library may turn the interrupt into an error of its own. */
  @Test
  void whatTheInterruptBreaksIsNoFailure() {
    assertThatThrownBy(
            () ->
                waits.during(
                    () -> {
                      waits.end();
                      throw new Problem("The API server does not answer.", "Try again.");
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void aFailureOfItsOwnIsTold() {
    assertThatThrownBy(
            () ->
                waits.during(
                    () -> {
                      throw new Problem("It does not come up.", "Look at it.");
                    }))
        .isInstanceOf(Problem.class);
  }
}
