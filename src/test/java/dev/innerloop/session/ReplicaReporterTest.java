package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.replica.FakeReplica;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaReporterTest {

  private final List<Event> events = new ArrayList<>();
  private final Replica replica = new FakeReplica("pod", () -> null);
  private final ReplicaReporter reporter =
      new ReplicaReporter(
          "shop",
          new ReplicaReporter.Advice("takeover", () -> "restart", "", () -> 8080),
          new SessionInbox(List.of()),
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

  private static Event failed(String reason) {
    return new Event.ReplicaChanged("shop", "pod", State.FAILED, reason);
  }
}
