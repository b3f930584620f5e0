package dev.innerloop.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.IdleObserver;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.UpdateOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is delivered to a connected replica, when, and what observers are told. */
class ReplicaReconcilerTest extends ReconcilerTestCase {

  @Test
  void startsTheAppOfAFreshReplica() {
    desire("a=1");

    run();

    assertThat(events())
        .containsExactly("attached", "applying 1 JVM", "starting", "served 1 JVM: first start");
    assertThat(log.statuses)
        .containsExactly("connecting", "waiting", "starting", "serving", "serving");
    assertThat(supervisor.received).endsWith("1: revision 1 by JVM, first start", "goodbye");
  }

  @Test
  void sendsNothingUntilSomethingIsDesired() {
    supervisor.thenIdle(Duration.ofMinutes(1));

    run();

    assertThat(events()).containsExactly("attached");
    assertThat(supervisor.received).containsExactly("goodbye");
  }

  @Test
  void deliversEachRevisionOnce() {
    desire("a=1");
    supervisor.then(() -> desire("a=2"));
    supervisor.thenIdle(Duration.ofMinutes(1));

    run();

    assertThat(supervisor.received.stream().filter(line -> line.contains("revision")))
        .containsExactly(
            "1: revision 1 by JVM, first start",
            "2: revision 2 by RESTART, application.properties changed");
  }

  /** Requests wait from "applying" on until there is an end. */
  @Test
  void anAppThatIsRestartedTwiceWhileItStartsServesOnce() {
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.onCommit =
              restarting -> {
                restarting.committed();
                supervisor.start();
              };
          restart();
        });
    supervisor.then(
        () -> {
          supervisor.onCommit =
              again -> {
                again.committed();
                supervisor.send(new SupervisorMessage.Ended(superseded(again.number - 1)));
                supervisor.start();
                supervisor.app(AppState.SERVING);
                again.outcome(UpdateOutcome.Kind.SERVED, "asked for");
              };
          restart();
        });

    run();

    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "starting",
            "served 1 JVM: first start",
            "applying 1 JVM",
            "starting",
            "applying 1 JVM",
            "starting",
            "served 1 JVM: asked for");
  }

  @Test
  void dropsTheOutcomeOfAnOlderDelivery() {
    supervisor.onCommit = ScriptedSupervisor.Delivered::committed;
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.onCommit =
              second -> {
                second.committed();
                supervisor.send(
                    new SupervisorMessage.Ended(
                        outcome(UpdateOutcome.Kind.SERVED, second.number - 1, 1)));
              };
          desire("a=2");
        });
    supervisor.thenIdle(Duration.ofSeconds(5));

    run();

    assertThat(events())
        .as("the second delivery has no outcome yet")
        .containsExactly("attached", "applying 1 JVM", "applying 2 JVM");
  }

  @Test
  void dropsTheOutcomeOfADeliveryOfAnotherSession() {
    desire("a=1");
    supervisor.then(
        () ->
            supervisor.send(
                new SupervisorMessage.Ended(outcome(UpdateOutcome.Kind.CRASHED, 99, 7))));
    supervisor.thenIdle(Duration.ofSeconds(5));

    run();

    assertThat(events()).last().isEqualTo("served 1 JVM: first start");
  }

  @Test
  void dropsWhatALostConnectionHadCommitted() {
    supervisor.onCommit = first -> supervisor.crash();
    desire("a=1");
    supervisor.onConnect =
        () -> {
          if (supervisor.connectedAt.size() == 2) {
            supervisor.onCommit =
                second -> {
                  supervisor.send(new SupervisorMessage.Committed(second.number - 1));
                  supervisor.send(
                      new SupervisorMessage.Ended(
                          outcome(UpdateOutcome.Kind.CRASHED, second.number - 1, 1)));
                  second.serve();
                };
          }
        };

    run();

    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "lost: connection reset",
            "applying 1 JVM",
            "starting",
            "attached",
            "served 1 JVM: first start");
  }

  @Test
  void triesAFailedDeliveryAgainLaterEachTime() {
    int[] attempts = {0};
    supervisor.onCommit =
        delivered -> {
          if (++attempts[0] <= 5) {
            delivered.outcome(UpdateOutcome.Kind.FAILED, "no space left on device");
          } else {
            delivered.serve();
          }
        };
    desire("a=1");
    supervisor.thenIdle(Duration.ofMinutes(3));

    run();

    assertThat(supervisor.deliveredAt.stream().map(Duration::toSeconds))
        .containsExactly(0L, 2L, 6L, 14L, 30L, 60L);
    assertThat(events()).last().isEqualTo("served 1 JVM: first start");
    assertThat(endsOf("applying"))
        .as("each attempt has an end")
        .isEqualTo(List.of("failed", "failed", "failed", "failed", "failed", "starting"));
  }

  @Test
  void doesNotSpinWhileItAwaitsTheOutcomeOfARetry() {
    supervisor.onCommit =
        first -> {
          first.outcome(UpdateOutcome.Kind.FAILED, "no space left on device");
          supervisor.onCommit = ScriptedSupervisor.Delivered::committed;
        };
    desire("a=1");
    supervisor.thenIdle(Duration.ofSeconds(60));

    run();

    assertThat(supervisor.deliveredAt).hasSize(2);
    assertThat(supervisor.waits).isLessThan(40);
  }

  @Test
  void aRequestedRestartIsTheReasonAlsoForAnAppThatHasEnded() {
    desire("a=1");
    supervisor.then(() -> supervisor.exit(1));
    supervisor.then(this::restart);

    run();

    assertThat(events()).last().isEqualTo("served 1 JVM: asked for");
  }

  @Test
  void deliversANewerRevisionAtOnceAfterAFailure() {
    supervisor.onCommit =
        first -> {
          first.outcome(UpdateOutcome.Kind.FAILED, "no space left on device");
          supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
        };
    desire("a=1");
    supervisor.then(() -> desire("a=2"));

    run();

    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "failed 1: no space left on device",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: first start");
    assertThat(supervisor.deliveredAt.get(1)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void restartsAnAppWhoseUpdateFailedAfterItsContentWasCommitted() {
    desire(Map.of("classes/static/page.html", "1"));
    supervisor.then(
        () -> {
          supervisor.onCommit =
              failing -> {
                failing.committed();
                failing.outcome(UpdateOutcome.Kind.FAILED, "the agent does not answer");
                supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
              };
          desire(Map.of("classes/static/page.html", "2"));
        });
    supervisor.thenIdle(Duration.ofSeconds(5));

    run();

    assertThat(events())
        .endsWith(
            "applying 2 RESOURCE",
            "failed 2: the agent does not answer",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: the last update failed");
  }

  @Test
  void sendsADeliveryAgainThatWasSupersededByNothing() {
    supervisor.onCommit =
        first -> {
          first.committed();
          supervisor.app(AppState.STARTING);
          first.outcome(UpdateOutcome.Kind.SUPERSEDED, "");
          supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
        };
    desire("a=1");
    supervisor.thenIdle(Duration.ofSeconds(5));

    run();

    assertThat(events()).last().asString().startsWith("served 1 ");
  }

  @Test
  void waitsUntilADeliveryIsCommittedBeforeTheNext() {
    ScriptedSupervisor.Delivered[] first = new ScriptedSupervisor.Delivered[1];
    supervisor.onCommit = delivered -> first[0] = delivered;
    desire("a=1");
    supervisor.then(
        () -> {
          desire("a=2");
          desire("a=3");
        });
    supervisor.thenIdle(Duration.ofSeconds(5));
    supervisor.then(
        () -> {
          supervisor.onCommit = ScriptedSupervisor.Delivered::serve;
          first[0].committed();
        });

    run();

    assertThat(supervisor.deliveredAt).hasSize(2);
    assertThat(supervisor.deliveredAt.get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(events()).last().asString().startsWith("served 3 ");
  }

  @Test
  void aTransferIsAbandonedForANewerRevision() {
    String large = "x".repeat(1_000_000);
    desire(large);
    supervisor.onChunk =
        () -> {
          supervisor.onChunk = () -> {};
          desire("a=2");
        };

    run();

    assertThat(supervisor.received).contains("abort 1", "2: revision 2 by JVM, first start");
    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: first start");
  }

  @Test
  void asksWhatIsMissingBeforeItSendsMuch() {
    desire("x".repeat(1_000_000));

    run();

    assertThat(supervisor.received).startsWith("ask");
    assertThat(supervisor.received.stream().filter(line -> line.startsWith("content")))
        .as("only what is missing for this delivery")
        .hasSize(1);
    assertThat(events()).last().isEqualTo("served 1 JVM: first start");
  }

  @Test
  void reportsATransferFourTimesPerSecondAndItsEnd() {
    Map<String, String> files = new java.util.TreeMap<>();
    for (int i = 0; i < 4800; i++) {
      files.put("classes/static/" + i, "content of a file with the number " + i);
    }
    supervisor.onChunk = () -> time.pass(Duration.ofNanos(Duration.ofSeconds(1).toNanos() / 2400));
    desire(files);

    run();

    List<String> reports =
        log.lines.stream().filter(line -> line.startsWith("transferring")).toList();
    assertThat(reports).as("in two seconds").hasSizeBetween(8, 9);
    String last = reports.get(reports.size() - 1);
    assertThat(last).matches("transferring (\\d+) of \\1");
  }

  @Test
  void pingsWhileNothingHappens() {
    supervisor.thenIdle(Duration.ofSeconds(10));

    run();

    assertThat(supervisor.pingedAt.stream().map(Duration::toSeconds)).startsWith(2L, 4L, 6L, 8L);
  }

  @Test
  void pingsWhileAnOutcomeIsAwaited() {
    supervisor.onCommit = ScriptedSupervisor.Delivered::committed;
    desire("a=1");
    supervisor.thenIdle(Duration.ofSeconds(10));

    run();

    assertThat(supervisor.pingedAt).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void leavesARestartToTheUserInRedefineMode() {
    mode = ReloadMode.REDEFINE;
    desire("a=1");
    supervisor.then(() -> desire("a=2"));
    supervisor.thenIdle(Duration.ofMinutes(1));
    supervisor.then(() -> assertThat(events()).last().asString().startsWith("needs restart 2"));
    supervisor.then(this::restart);

    run();

    assertThat(events())
        .containsExactly(
            "attached",
            "applying 1 JVM",
            "starting",
            "served 1 JVM: first start",
            "needs restart 2: application.properties changed",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: asked for");
  }

  @Test
  void deliversADeferredRevisionOnceTheAppHasEndedByItself() {
    mode = ReloadMode.REDEFINE;
    desire("a=1");
    supervisor.then(() -> desire("a=2"));
    supervisor.then(() -> supervisor.exit(3));

    run();

    assertThat(events())
        .endsWith(
            "needs restart 2: application.properties changed",
            "crashed 1: 3",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: the app had ended");
  }

  @Test
  void leavesToTheUserWhatTheReplicaFoundToNeedARestart() {
    mode = ReloadMode.REDEFINE;
    desire(Map.of("classes/static/page.html", "1"));
    supervisor.then(
        () -> {
          supervisor.onCommit =
              refused ->
                  refused.outcome(UpdateOutcome.Kind.NEEDS_RESTART, "a static initializer has run");
          desire(Map.of("classes/static/page.html", "2"));
        });
    supervisor.thenIdle(Duration.ofMinutes(1));

    run();

    assertThat(events())
        .endsWith("applying 2 RESOURCE", "needs restart 2: a static initializer has run");
    assertThat(supervisor.deliveredAt).hasSize(2);
  }

  @Test
  void owesARestartForContentThatTheReplicaHoldsButDoesNotRun() {
    mode = ReloadMode.REDEFINE;
    desire(Map.of("classes/static/page.html", "1"));
    supervisor.then(
        () -> {
          supervisor.onCommit =
              half -> {
                half.committed();
                half.outcome(UpdateOutcome.Kind.NEEDS_RESTART, "the JVM refused class Order");
              };
          desire(Map.of("classes/static/page.html", "2"));
        });
    supervisor.then(() -> desire(Map.of("classes/static/page.html", "3")));

    run();

    assertThat(events())
        .endsWith(
            "applying 2 RESOURCE",
            "needs restart 2: the JVM refused class Order",
            "needs restart 3: the JVM refused class Order");
  }

  @Test
  void reportsACrashAndStartsTheAppWithTheNextRevision() {
    desire("a=1");
    supervisor.then(() -> supervisor.exit(1));
    supervisor.thenIdle(Duration.ofMinutes(1));
    supervisor.then(() -> desire("a=2"));

    run();

    assertThat(events())
        .endsWith(
            "served 1 JVM: first start",
            "crashed 1: 1",
            "applying 2 JVM",
            "starting",
            "served 2 JVM: the app had ended");
  }

  @Test
  void startsAnAppThatWasKilledAgainWithoutAnythingNew() {
    desire("a=1");
    supervisor.then(() -> supervisor.exit(137));
    supervisor.thenIdle(RetryDelay.FIRST.plusSeconds(1));

    run();

    assertThat(events())
        .endsWith(
            "served 1 JVM: first start",
            "crashed 1: 137",
            "applying 1 JVM",
            "starting",
            "served 1 JVM: the app had ended");
  }

  @Test
  void startsAnAppThatIsKilledRepeatedlyEverLater() {
    desire("a=1");
    supervisor.then(() -> supervisor.exit(137));
    supervisor.thenIdle(Duration.ofSeconds(10));
    supervisor.then(() -> supervisor.exit(137));
    supervisor.thenIdle(Duration.ofSeconds(10));

    run();

    assertThat(supervisor.deliveredAt.stream().map(Duration::toSeconds))
        .containsExactly(0L, 2L, 12L + 4L);
  }

  @Test
  void startsAnAppThatWasKilledWhileTheConnectionWasLost() {
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.exit(137);
          supervisor.crash();
        });
    supervisor.thenIdle(Duration.ofSeconds(1));

    run();

    assertThat(events()).endsWith("applying 1 JVM", "starting", "served 1 JVM: the app had ended");
  }

  @Test
  void reportsAnAppThatCrashesWhileItStarts() {
    supervisor.onCommit =
        delivered -> {
          delivered.committed();
          supervisor.start();
          supervisor.exit(1);
          delivered.outcome(UpdateOutcome.Kind.CRASHED, "first start");
        };
    desire("a=1");
    supervisor.thenIdle(Duration.ofMinutes(1));

    run();

    assertThat(events())
        .as("once, and not started again until something changes")
        .containsExactly("attached", "applying 1 JVM", "starting", "crashed 1: 1");
  }

  @Test
  void reportsAnAppThatDoesNotBecomeReady() {
    supervisor.onCommit =
        delivered -> {
          delivered.committed();
          supervisor.start();
          delivered.outcome(UpdateOutcome.Kind.NOT_READY, "first start");
        };
    desire("a=1");
    supervisor.thenIdle(Duration.ofMinutes(1));

    run();

    assertThat(events()).containsExactly("attached", "applying 1 JVM", "starting", "not ready 1");
  }

  @Test
  void startsAnAppThatRunsWithAnotherLaunch() {
    desire("a=1");
    supervisor.then(
        () -> {
          mode = ReloadMode.JVM;
          desire("a=1");
        });

    run();

    assertThat(supervisor.received).contains("2: revision 2 by JVM, dev.reload auto → jvm");
  }

  @Test
  void reportsARevisionThatChangesNothingAsServed() {
    desire("a=1");
    supervisor.then(() -> desire("a=1"));

    run();

    assertThat(events()).endsWith("applying 2 NONE", "served 2 NONE: nothing has changed");
  }

  @Test
  void reportsStrategyAndReasonThatTheReplicaFellBackTo() {
    desire("a=1");
    supervisor.then(
        () -> {
          supervisor.onCommit =
              delivered -> {
                delivered.committed();
                supervisor.send(
                    new SupervisorMessage.Ended(
                        new UpdateOutcome(
                            UpdateOutcome.Kind.SERVED,
                            delivered.number,
                            2,
                            ReloadStrategy.JVM,
                            "a thread was left",
                            0,
                            1,
                            1)));
              };
          desire("a=2");
        });

    run();

    assertThat(events()).endsWith("applying 2 RESTART", "served 2 JVM: a thread was left");
  }

  @Test
  void tellsObserversInTheirOrderAlsoIfOneFails() {
    observers.add(
        0,
        new IdleObserver() {
          @Override
          public void served(ReplicaEvent.Served event) {
            throw new IllegalStateException("a fault of an observer");
          }
        });
    desire("a=1");
    supervisor.thenIdle(Duration.ofSeconds(30));
    supervisor.then(() -> desire("a=2"));

    run();

    assertThat(events())
        .contains(
            "served 1 JVM: first start",
            "lost: internal error: java.lang.IllegalStateException: a fault of an observer",
            "served 2 RESTART: application.properties changed");
  }

  /** The first events after those that begin so. */
  private List<String> endsOf(String beginning) {
    List<String> ends = new java.util.ArrayList<>();
    List<String> events = events();
    for (int i = 0; i + 1 < events.size(); i++) {
      if (events.get(i).startsWith(beginning)) {
        ends.add(events.get(i + 1).split(" ")[0]);
      }
    }
    return ends;
  }

  private static UpdateOutcome superseded(long delivery) {
    return outcome(UpdateOutcome.Kind.SUPERSEDED, delivery, 1);
  }

  private static UpdateOutcome outcome(UpdateOutcome.Kind kind, long delivery, long revision) {
    return new UpdateOutcome(kind, delivery, revision, ReloadStrategy.JVM, "", 1, 1, 1);
  }
}
