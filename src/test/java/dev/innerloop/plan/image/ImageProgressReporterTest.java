package dev.innerloop.plan.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImageProgressReporterTest {

  final List<String> told = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  final ImageProgressReporter moving =
      new ImageProgressReporter(
          "shop", event -> told.add(((Event.Progress) event).message()), nanos::get);

  @Test
  void tellsHowFarAllLayersGotOnceASecond() {
    moving.pushingLayer("base", 0, 40_000_000);
    moving.pushingLayer("dependencies", 0, 20_000_000);
    moving.pushingLayer("base", 1_000_000, 40_000_000);
    nanos.addAndGet(1_000_000_000);
    moving.pushingLayer("base", 5_000_000, 40_000_000);
    moving.pushingLayer("dependencies", 2_000_000, 20_000_000);
    nanos.addAndGet(1_000_000_000);
    moving.pushingLayer("dependencies", 3_000_000, 20_000_000);

    assertThat(told)
        .containsExactly(
            "pushing layer base (40.0 MB)",
            "pushing layer dependencies (20.0 MB)",
            "pushed 5.0 of 60.0 MB",
            "pushed 8.0 of 60.0 MB");
  }

  @Test
  void whatIsSmallIsNotWorthALine() {
    moving.pushingLayer("classes", 100, 1000);
    nanos.addAndGet(2_000_000_000);
    moving.pushingLayer("classes", 1000, 1000);

    assertThat(told).isEmpty();
  }
}
