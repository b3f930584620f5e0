package dev.innerloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaLogTest {

  private static final List<String> TRACE =
      List.of(
          "java.lang.IllegalStateException: no database",
          "\tat com.example.Shop$$Lambda/0x00007f00.run(Unknown Source)",
          "\tat com.example.Shop.main(Shop.java:7)",
          "Caused by: java.io.IOException: connection refused",
          "\t... 2 more");

  private final List<String> lines = new ArrayList<>();
  private final ReplicaLog log = new ReplicaLog(new RecordedLines(lines), new ReplicaNames());

  @Test
  void printsAnEqualStackTraceOfAnotherReplicaOnce() {
    trace("shop-1", "0x00007f00");
    trace("shop-2", "0x00007fab");
    log.flush();

    assertThat(lines)
        .hasSize(TRACE.size() + 1)
        .startsWith("E shop-1 | java.lang.IllegalStateException: no database")
        .endsWith(
            "E shop-2 | same stack trace as in shop-1: java.lang.IllegalStateException: no"
                + " database");
  }

  @Test
  void printsEachStackTraceAsAWholeHoweverReplicasMixTheirLines() {
    for (String line : TRACE) {
      accept("shop-1", line);
      accept("shop-2", line);
    }
    accept("shop-2", "next");
    accept("shop-1", "next");

    assertThat(lines).hasSize(TRACE.size() + 3);
    assertThat(lines.subList(0, TRACE.size())).allMatch(line -> line.startsWith("E shop-2 | "));
    assertThat(lines.subList(TRACE.size(), lines.size()))
        .containsExactly(
            "shop-2 | next",
            "E shop-1 | same stack trace as in shop-2: java.lang.IllegalStateException: no"
                + " database",
            "shop-1 | next");
  }

  @Test
  void leavesOutThatASupervisorsJvmGetsNoneOfTheAppsOptions() {
    accept("shop-1", "Picked up JAVA_TOOL_OPTIONS: ");
    accept("shop-1", "NOTE: Picked up JDK_JAVA_OPTIONS: ");
    accept("shop-1", "Picked up JAVA_TOOL_OPTIONS: -Da=b");

    assertThat(lines).containsExactly("shop-1 | Picked up JAVA_TOOL_OPTIONS: -Da=b");
  }

  @Test
  void printsAStackTraceAgainThatAReplicaRepeats() {
    trace("shop-1", "0x00007f00");
    trace("shop-1", "0x00007f00");
    log.flush();

    assertThat(lines).hasSize(2 * TRACE.size());
  }

  @Test
  void printsAStackTraceAgainOnceAnotherRevisionRuns() {
    trace("shop-1", "0x00007f00");
    log.flush();
    log.forget("shop");
    trace("shop-2", "0x00007f00");
    log.flush();

    assertThat(lines).hasSize(2 * TRACE.size());
  }

  @Test
  void endsAStackTraceOnlyIfNoMoreOfItHasCome() {
    Optional<Runnable> early = accept("shop-1", TRACE.get(0));
    Optional<Runnable> late = accept("shop-1", TRACE.get(1));
    early.orElseThrow().run();
    assertThat(lines).isEmpty();
    late.orElseThrow().run();

    assertThat(lines).hasSize(2);
  }

  private void trace(String replica, String address) {
    TRACE.forEach(line -> accept(replica, line.replace("0x00007f00", address)));
  }

  private Optional<Runnable> accept(String replica, String line) {
    return log.accept(new Event.Output("shop", replica, line));
  }
}
