package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.manifest.Apps;
import dev.innerloop.project.App;
import dev.innerloop.replica.FakeReplica;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.StartObstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaReporterTest {

  private static final App APP = Apps.app("shop", 8080, Optional.empty());

  private final List<Event> events = new ArrayList<>();
  private final Replica replica = new FakeReplica("pod", () -> null);
  private final ReplicaReporter reporter =
      new ReplicaReporter(
          "shop",
          new ReplicaReporter.Advice(
              "takeover",
              () -> "restart",
              code -> "exit " + code,
              () -> 8080,
              () -> {},
              new StartAdvice(true, () -> APP, () -> 0, List::of)),
          new SessionInbox(List.of()),
          (time, task) -> {},
          events::add);

  @Test
  void reportsAFailureOnceHoweverOftenTheUpdateIsTriedAgain() {
    reporter.failed(new ReplicaEvent.Failed(replica, 1, "no space left on device"));
    reporter.failed(new ReplicaEvent.Failed(replica, 1, "no space left on device"));

    assertThat(events).containsExactly(failed("no space left on device"));
  }

  @Test
  void reportsAnotherReason() {
    reporter.failed(new ReplicaEvent.Failed(replica, 1, "no space left on device"));
    reporter.failed(new ReplicaEvent.Failed(replica, 1, "connection reset"));

    assertThat(events)
        .containsExactly(failed("no space left on device"), failed("connection reset"));
  }

  @Test
  void reportsTheSameFailureAgainAfterTheReplicaServed() {
    reporter.failed(new ReplicaEvent.Failed(replica, 1, "no space left on device"));
    reporter.served(
        new ReplicaEvent.Served(
            replica,
            1,
            ReloadStrategy.JVM,
            "",
            new ReplicaEvent.Served.Phases(0, 0, 0, 0),
            ContentHash.of(new byte[0])));
    reporter.failed(new ReplicaEvent.Failed(replica, 2, "no space left on device"));

    assertThat(events)
        .containsSubsequence(failed("no space left on device"), failed("no space left on device"));
  }

  @Test
  void reportsAStartThatTakesLongOnceAMinute() {
    StartObstacle none = StartObstacle.listeningOn(List.of());
    for (int seconds = 10; seconds <= 130; seconds += 10) {
      reporter.waiting(new ReplicaEvent.Waiting(replica, 1, Duration.ofSeconds(seconds), none));
    }

    assertThat(events)
        .containsExactly(
            starting("the app has been starting for 10 s: it listens on no port yet"),
            starting("the app has been starting for 70 s: it listens on no port yet"),
            starting("the app has been starting for 130 s: it listens on no port yet"));
  }

  @Test
  void reportsWhatAStartWaitsForAtOnceIfThatHasChanged() {
    reporter.waiting(
        new ReplicaEvent.Waiting(
            replica, 1, Duration.ofSeconds(10), StartObstacle.listeningOn(List.of())));
    reporter.waiting(
        new ReplicaEvent.Waiting(
            replica, 1, Duration.ofSeconds(20), StartObstacle.listeningOn(List.of(7070))));

    assertThat(events)
        .containsExactly(
            starting("the app has been starting for 10 s: it listens on no port yet"),
            starting(
                "the app has been starting for 20 s: it listens on port 7070, not on 8080: use"
                    + " -Ddev.port=7070 -Ddev.localPort=7071"));
  }

  @Test
  void eachSaveReportsThatAnotherSessionHasTakenOver() {
    reporter.claimedByOther(new ReplicaEvent.ClaimedByOther(replica, "bob@laptop", Instant.EPOCH));
    events.clear();

    reporter.saved();
    reporter.saved();

    Event notDelivered =
        new Event.ReplicaChanged(
            "shop",
            "pod",
            State.CLAIMED,
            "does not receive what you save, because bob@laptop works on it; to take it over:"
                + " takeover");
    assertThat(events).containsExactly(notDelivered, notDelivered);

    events.clear();
    reporter.attached(new ReplicaEvent.Attached(replica));
    events.clear();
    reporter.saved();
    assertThat(events).as("delivered").isEmpty();
  }

  @Test
  void anAppThatHasCompletedHasNotFailed() {
    reporter.crashed(new ReplicaEvent.Crashed(replica, 1, 0));
    reporter.crashed(new ReplicaEvent.Crashed(replica, 1, 3));

    assertThat(events)
        .containsExactly(
            new Event.ReplicaChanged("shop", "pod", State.EXITED, "exit 0"),
            new Event.ReplicaChanged("shop", "pod", State.CRASHED, "exit 3"));
  }

  private static Event starting(String message) {
    return new Event.ReplicaChanged("shop", "pod", State.STARTING, message);
  }

  private static Event failed(String reason) {
    return new Event.ReplicaChanged("shop", "pod", State.FAILED, reason);
  }
}
