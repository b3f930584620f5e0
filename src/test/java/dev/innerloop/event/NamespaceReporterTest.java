package dev.innerloop.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceReporterTest {

  private final List<Event> events = new ArrayList<>();
  private final NamespaceReporter entry = new NamespaceReporter(events::add);
  private final Problem quota = new Problem("shop cannot run.", "Free some memory.");

  @Test
  void aNamespaceThatWasCreatedForAFailedRunIsReportedWithTheCommandThatDeletesIt() {
    entry.created("anna-shop");

    Problem explained = entry.explained(quota, "mvn dev:delete -Ddev.deleteNamespace");

    assertThat(explained).hasMessage("shop cannot run.");
    assertThat(explained.remedy())
        .isEqualTo(
            "Free some memory.\n"
                + "Namespace anna-shop was created for this run and still exists. To delete it:"
                + " mvn dev:delete -Ddev.deleteNamespace");
    assertThat(events).containsExactly(new Event.NamespaceCreated("anna-shop"));
  }

  @Test
  void aNamespaceThatExistedIsNotMentioned() {
    assertThat(entry.explained(quota, "mvn dev:delete")).isSameAs(quota);
  }
}
