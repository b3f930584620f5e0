package dev.innerloop.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a session comes to a connection, loses it, and connects again. */
class ReplicaSessionTest extends ReconcilerTestCase {

  private static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aLostConnectionEndsTheDeliveryWhichIsMadeAgain() {
    supervisor.onCommit =
        first -> {
          supervisor.crash();
          supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
        };
    desire("a=1");
    supervisor.then(this::close);

    run();

    assertThat(events())
        .startsWith("attached", "applying 1 JVM", "lost: connection reset", "applying 1 JVM")
        .endsWith("served 1 JVM: first start");
  }

  @Test
  void aRestartWhoseConnectionIsLostIsRequestedAgain() {
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.onCommit =
              lost -> {
                supervisor.crash();
                supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
              };
          restart();
        });

    run();

    assertThat(events())
        .endsWith(
            "served 1 JVM: first start",
            "applying 1 JVM",
            "lost: connection reset",
            "attached",
            "applying 1 JVM",
            "starting",
            "served 1 JVM: asked for");
  }

  @Test
  void aRefusalEndsTheDeliveryAndIsReportedWithItsReason() {
    supervisor.onCommit = delivered -> refuse("a path of 5000 characters is too long");
    supervisor.onConnect =
        () -> {
          if (time.now().compareTo(Duration.ofSeconds(60)) > 0) {
            close();
          }
        };
    desire("a=1");

    run();

    assertThat(supervisor.connectedAt)
        .as("connections in a minute, later each time")
        .hasSizeLessThan(25);
    assertThat(time.pauses.subList(0, 8))
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L);
    assertThat(events().subList(0, 5))
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "failed 1: a path of 5000 characters is too long",
            "applying 1 JVM",
            "failed 1: a path of 5000 characters is too long");
    assertThat(events()).filteredOn("attached"::equals).hasSize(1);
    assertThat(events()).as("the reason says it all").noneMatch(line -> line.startsWith("lost"));
  }

  @Test
  void aRefusalWithoutADeliveryIsALoss() {
    supervisor.then(() -> refuse("no heartbeat for 30 s"));

    run();

    assertThat(events()).containsExactly("attached", "lost: no heartbeat for 30 s");
  }

  @Test
  void aConnectionThatBreaksAgainAndAgainIsReportedOnce() {
    for (int i = 0; i < 20; i++) {
      supervisor.then(supervisor::crash);
    }
    supervisor.thenIdle(Duration.ofSeconds(15));

    run();

    assertThat(events()).containsExactly("attached", "lost: connection reset", "attached");
    assertThat(time.pauses.get(19)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aConnectionThatHasLastedIsMadeAgainAtOnce() {
    for (int i = 0; i < 3; i++) {
      supervisor.thenIdle(Duration.ofSeconds(15));
      supervisor.then(supervisor::crash);
    }

    run();

    assertThat(time.pauses).containsOnly(Duration.ofMillis(50));
    assertThat(events())
        .containsExactly(
            "attached",
            "lost: connection reset",
            "attached",
            "lost: connection reset",
            "attached",
            "lost: connection reset",
            "attached");
  }

  @Test
  void anotherSessionThatTakesTheReplicaIsReportedAndNotPushedAside() {
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.send(new SupervisorMessage.TakenOver("bob@desk"));
          for (int i = 0; i < 10; i++) {
            supervisor.refusals.add(
                new Refusal(Refusal.Cause.CLAIMED, "claimed", "bob@desk", SINCE.toEpochMilli()));
          }
        });

    run();

    assertThat(events())
        .endsWith("lost: bob@desk has taken over", "claimed by bob@desk", "attached");
    assertThat(supervisor.takeovers).startsWith(true, false).hasSize(12);
    assertThat(log.statuses).contains("claimed");
  }

  @Test
  void aReplicaWithAnotherKeyIsReportedOnce() {
    for (int i = 0; i < 10; i++) {
      supervisor.refusals.add(new Refusal(Refusal.Cause.KEY, "wrong key", "", 0));
    }

    run();

    assertThat(events()).containsExactly("rejected: wrong key", "attached");
    assertThat(log.statuses).startsWith("connecting", "rejected");
  }

  @Test
  void anExceptionInADeliveryEndsItAndTheSessionContinues() {
    onOpen =
        () -> {
          onOpen = () -> {};
          throw new IllegalStateException("a fault of ours");
        };
    desire("a=1");

    run();

    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "lost: internal error: java.lang.IllegalStateException: a fault of ours",
            "applying 1 JVM",
            "starting",
            "attached",
            "served 1 JVM: first start");
  }

  @Test
  void anErrorInADeliveryEndsItAndTheSessionContinues() {
    int[] times = {0};
    onOpen =
        () -> {
          if (++times[0] <= 3) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    desire("a=1");

    run();

    assertThat(events())
        .startsWith(
            "attached",
            "applying 1 JVM",
            "lost: internal error: java.lang.OutOfMemoryError: Java heap space",
            "applying 1 JVM",
            "failed 1: internal error: java.lang.OutOfMemoryError: Java heap space")
        .endsWith("served 1 JVM: first start");
  }

  @Test
  void aReplicaThatDoesNotAnswerIsLostUntilItDoes() {
    desire("a=1");
    supervisor.then(this::checkAlive);
    supervisor.then(this::checkAlive);
    supervisor.then(() -> supervisor.app(dev.innerloop.wire.AppState.SERVING));

    run();

    assertThat(events()).endsWith("served 1 JVM: first start", "lost: does not answer", "attached");
    assertThat(log.statuses).endsWith("serving", "connecting", "serving");
  }

  @Test
  void nothingIsReportedOfAReplicaThatHasDisappeared() {
    desire("a=1");
    supervisor.then(
        () -> {
          disappear();
          desire("a=2");
        });

    run();

    assertThat(events()).last().isEqualTo("disappeared");
    assertThat(List.copyOf(log.lines)).doesNotContain("applying 2 RESTART");
  }

  @Test
  void releasesTheReplicaWhenItIsClosed() {
    desire("a=1");

    run();

    assertThat(supervisor.received).last().isEqualTo("goodbye");
    assertThat(events()).as("nobody is told of our own end").noneMatch(it -> it.contains("lost"));
    assertThat(supervisor.connectedAt).hasSize(1);
  }

  private void refuse(String reason) {
    supervisor.send(new SupervisorMessage.Refused(reason));
    supervisor.crash();
  }
}
