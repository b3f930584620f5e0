package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LazyTest {

  private final AtomicInteger computations = new AtomicInteger();

  @Test
  void computesNothingBeforeItIsNeeded() {
    Lazy<Integer> once = new Lazy<>(computations::incrementAndGet);

    assertThat(once.ifKnown()).isEmpty();
    assertThat(computations).hasValue(0);
  }

  @Test
  void computesOnce() {
    Lazy<Integer> once = new Lazy<>(computations::incrementAndGet);

    assertThat(once.get()).isEqualTo(1);
    assertThat(once.get()).isEqualTo(1);
    assertThat(once.ifKnown()).contains(1);
    assertThat(once.ifPossible()).contains(1);
  }

  @Test
  void keepsAFailureSoThatACheckAndADeploymentSeeTheSame() {
    Lazy<Integer> once =
        new Lazy<>(
            () -> {
              throw new Problem("attempt " + computations.incrementAndGet(), "None.");
            });

    assertThatThrownBy(once::get).hasMessage("attempt 1");
    assertThatThrownBy(once::get).hasMessage("attempt 1");
    assertThat(once.ifKnown()).isEmpty();
    assertThat(once.ifPossible()).isEmpty();
  }

  @Test
  void doesNotHideAnErrorOfOurs() {
    Lazy<Integer> once =
        new Lazy<>(
            () -> {
              throw new IllegalStateException("a bug");
            });

    assertThatThrownBy(once::ifPossible).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void threadsThatNeedItMeanwhileWaitForTheSameValue() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Lazy<Integer> once =
        new Lazy<>(
            () -> {
              computing.countDown();
              await(proceed);
              return computations.incrementAndGet();
            });

    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(once::get);
    await(computing);
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(once::get);
    proceed.countDown();

    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
