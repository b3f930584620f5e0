package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFailuresTest {

  private static final Subject SETTINGS = new Subject(Kind.SETTINGS, "shop");
  private static final Failure INVALID = Failure.of("invalid", "still invalid", "valid again");
  private static final Failure BROKEN =
      Failure.of("';' expected", "still broken", "compiles again; replicas are up to date");

  private final List<Event> events = new ArrayList<>();
  private long now;
  private final OpenFailures failures = new OpenFailures(events::add, () -> now);

  @Test
  void aFailureIsReportedOnce() {
    failures.failed(SETTINGS, INVALID);
    report();
    report();

    assertThat(events).containsExactly(Event.Notice.error("invalid"));
  }

  @Test
  void anotherAttemptThatFailsForTheSameCauseIsALine() {
    failures.failed(SETTINGS, INVALID);
    report();
    failures.failed(SETTINGS, INVALID);
    report();

    assertThat(events)
        .containsExactly(Event.Notice.error("invalid"), Event.Notice.error("still invalid"));
  }

  @Test
  void anotherCauseIsAnotherFailure() {
    failures.failed(SETTINGS, INVALID);
    report();
    failures.failed(SETTINGS, Failure.of("missing", "still missing", "valid again"));
    report();

    assertThat(events)
        .containsExactly(Event.Notice.error("invalid"), Event.Notice.error("missing"));
  }

  @Test
  void aRepairIsReportedOnce() {
    failures.failed(SETTINGS, INVALID);
    report();
    failures.succeeded(SETTINGS);
    report();
    report();

    assertThat(events)
        .containsExactly(Event.Notice.error("invalid"), new Event.Notice("valid again"));
  }

  @Test
  void whatIsBrokenOnlyBetweenTwoChangesIsNotReported() {
    failures.failed(SETTINGS, INVALID);
    failures.report(false, List.of("shop"));
    failures.succeeded(SETTINGS);
    report();

    assertThat(events).isEmpty();
  }

  @Test
  void changesThatNeverPauseDoNotHideAFailure() {
    failures.failed(SETTINGS, INVALID);
    failures.report(false, List.of("shop"));
    now = Duration.ofSeconds(11).toNanos();
    failures.failed(SETTINGS, INVALID);
    failures.report(false, List.of("shop"));

    assertThat(events).containsExactly(Event.Notice.error("invalid"));
  }

  @Test
  void sourcesCompileAgainForEachAppThatTheRepairDoesNotUpdate() {
    failures.failed(Subject.SOURCES, BROKEN);
    failures.report(true, List.of("shop", "stock"));
    failures.succeeded(Subject.SOURCES);
    failures.updating("shop");
    failures.report(true, List.of("shop", "stock"));

    assertThat(events)
        .containsExactly(
            Event.Notice.error("';' expected"),
            new Event.Notice("stock: compiles again; replicas are up to date"));
  }

  private void report() {
    failures.report(true, List.of("shop"));
  }
}
