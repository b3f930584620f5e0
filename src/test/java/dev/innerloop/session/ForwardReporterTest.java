package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardReporterTest {

  private final List<Event> events = new ArrayList<>();
  private final ForwardReporter reporter = new ForwardReporter("shop", events::add);

  @Test
  void eachReasonIsReportedOnce() {
    reporter.unserved(8080, "no replica is live");
    reporter.unserved(8080, "no replica is live");
    reporter.refused(8080, "The Host 'a.example' is not a name of this machine.");
    reporter.refused(8080, "The Host 'a.example' is not a name of this machine.");

    assertThat(events)
        .containsExactly(
            Event.Notice.warning("No connection to shop: no replica is live"),
            Event.Notice.warning(
                "A request to shop was refused. The Host 'a.example' is not a name of this"
                    + " machine."));
  }

  @Test
  void aSiteWithManyNamesCannotFillTheOutput() {
    for (int i = 0; i < 1000; i++) {
      reporter.refused(8080, "The Host '" + i + ".example' is not a name of this machine.");
    }

    assertThat(events).hasSize(10);
  }
}
