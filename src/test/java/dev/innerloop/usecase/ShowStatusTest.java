package dev.innerloop.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.Status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowStatusTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  @Test
  void aPodHasItsAgeAndItsRestarts() {
    assertThat(line(pod(Duration.ofMinutes(12), 0, true), "the app serves"))
        .isEqualTo("shop-1  Running, ready, the app serves, 12 min old, 0 restarts");
    assertThat(line(pod(Duration.ofMinutes(119), 1, false), "the app starts"))
        .isEqualTo(
            "shop-1  Running, ready, the app starts, 119 min old, 1 restart, being replaced");
  }

  @Test
  void theUnitOfAnAgeGrowsWithIt() {
    assertThat(line(pod(Duration.ofSeconds(119), 2, true), "x")).contains("119 s old, 2 restarts");
    assertThat(line(pod(Duration.ofHours(47), 2, true), "x")).contains("47 h old");
    assertThat(line(pod(Duration.ofDays(9), 2, true), "x")).contains("9 days old");
    assertThat(line(pod(Duration.ofSeconds(-3), 2, true), "x"))
        .as("the clock of the cluster is ahead")
        .contains("0 s old");
  }

  @Test
  void aPodWithoutReportAndAge() {
    PodStatus pod = new PodStatus("shop-1", "Pending", false, Optional.empty(), 0, true);

    assertThat(ShowStatus.pod(pod, Optional.empty(), NOW))
        .isEqualTo("shop-1  Pending, not ready, 0 restarts");
  }

  private static PodStatus pod(Duration age, int restarts, boolean current) {
    return new PodStatus("shop-1", "Running", true, Optional.of(NOW.minus(age)), restarts, current);
  }

  private static String line(PodStatus pod, String report) {
    return ShowStatus.pod(pod, Optional.of(report), NOW);
  }
}
