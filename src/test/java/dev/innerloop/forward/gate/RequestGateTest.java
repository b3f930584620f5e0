package dev.innerloop.forward.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.AppState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RequestGateTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(60);

  private final Replica a = new Named("a");
  private final Replica b = new Named("b");

  private record Named(String name) implements Replica {

    @Override
    public int supervisorPort() {
      return 1;
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      throw new IOException("not for this test");
    }
  }

  @Test
  void letsARequestToAReplicaThatServesWhatIsExpected() throws Exception {
    RequestGate gate = gate(LONG);
    gate.expect(1);
    is(gate, a, AppState.SERVING, 1);

    assertThat(visit(gate).replica()).isEqualTo(a);
  }

  @Test
  void holdsFromANoticedSaveUntilAReplicaServesIt() throws Exception {
    RequestGate gate = serving();
    gate.pause();
    CompletableFuture<Admission> held = enter(gate);
    gate.expect(2);
    gate.resume("");
    assertWaits(held);

    is(gate, a, AppState.SERVING, 2);

    assertThat(held.get()).isInstanceOf(Permit.class);
  }

  @Test
  void releasesAtOnceWhenASaveChangesNothing() throws Exception {
    RequestGate gate = serving();
    gate.pause();
    CompletableFuture<Admission> held = enter(gate);
    assertWaits(held);

    gate.resume("");

    assertThat(held.get()).isInstanceOf(Permit.class);
  }

  @Test
  void releasesAReplicaForWhichAnUpdateChangesNothing() throws Exception {
    RequestGate gate = serving();
    gate.expect(2);
    CompletableFuture<Admission> held = enter(gate);
    assertWaits(held);

    gate.unchanged(a, 2);

    assertThat(held.get()).isInstanceOf(Permit.class);
  }

  @Test
  void marksWhatIsServedWhileTheSourcesDoNotCompile() throws Exception {
    RequestGate gate = serving();
    gate.pause();
    gate.resume("A.java:1: error: no");
    assertThat(visit(gate).compileError()).isEqualTo("A.java:1: error: no");

    gate.pause();
    gate.resume("");
    assertThat(visit(gate).compileError()).isEmpty();
  }

  @Test
  void saysWhatItWaitsForWhenTheTimeIsUp() throws Exception {
    RequestGate gate = gate(SHORT);
    assertThat(gate.enter()).isEqualTo(new Refused("No replica of the app runs yet.", false));

    is(gate, a, AppState.STARTING, 0);
    gate.expect(3);
    assertThat(gate.enter())
        .isEqualTo(new Refused("Update 3 is on its way: a is starting.", false));

    gate.pause();
    assertThat(gate.enter()).isEqualTo(new Refused("A saved change is being compiled.", false));
  }

  @Test
  void refusesAtOnceWhenTheAppCrashedInAllReplicas() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    gate.expect(2);
    CompletableFuture<Admission> held = enter(gate);
    gate.failed(a, 2, "a crashed", true);
    is(gate, a, AppState.EXITED, 1);
    assertWaits(held);

    gate.failed(b, 2, "b crashed", true);
    is(gate, b, AppState.EXITED, 1);

    assertThat(held.get()).isEqualTo(new Refused("b crashed", true));
  }

  @Test
  void aCrashOfAnEarlierUpdateDoesNotRefuseWhatWaitsForTheNext() throws Exception {
    RequestGate gate = serving();
    gate.failed(a, 1, "crashed", true);
    is(gate, a, AppState.EXITED, 1);
    gate.expect(2);
    CompletableFuture<Admission> held = enter(gate);
    assertWaits(held);

    is(gate, a, AppState.SERVING, 2);

    assertThat(held.get()).isInstanceOf(Permit.class);
  }

  @Test
  void aRestartOfAReplicaThatHeldItsUpdateIsWaitedFor() throws Exception {
    RequestGate gate = serving();
    gate.expect(2);
    gate.failed(a, 2, "a field was added", false);
    assertThat(visit(gate).replica()).isEqualTo(a);

    drain(gate, SHORT);
    CompletableFuture<Admission> during = enter(gate);
    is(gate, a, AppState.STOPPED, 1);
    is(gate, a, AppState.STARTING, 1);
    assertWaits(during);

    gate.reopen(a);
    is(gate, a, AppState.SERVING, 2);
    assertThat(during.get()).isInstanceOf(Permit.class);
  }

  @Test
  void anAppThatIsReadyLateIsAskedOnceItServes() throws Exception {
    RequestGate gate = serving();
    gate.expect(2);
    is(gate, a, AppState.STARTING, 1);
    gate.failed(a, 2, "does not answer", false);
    assertThat(gate.enter()).isEqualTo(new Refused("does not answer", false));

    is(gate, a, AppState.SERVING, 1);

    assertThat(visit(gate).replica()).isEqualTo(a);
  }

  @Test
  void sticksToOneReplicaThatKeepsUp() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(visit(gate).replica()).isEqualTo(a);

    gate.expect(2);
    CompletableFuture<Admission> held = enter(gate);
    is(gate, b, AppState.SERVING, 2);
    is(gate, a, AppState.SERVING, 2);

    assertThat(((Permit) held.get()).replica()).isEqualTo(a);
  }

  @Test
  void movesToTheReplicaThatServesFirstAndStaysThere() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(visit(gate).replica()).isEqualTo(a);

    gate.expect(2);
    is(gate, b, AppState.SERVING, 2);
    assertThat(visit(gate).replica()).isEqualTo(b); // after a moment of grace

    is(gate, a, AppState.SERVING, 2);
    assertThat(visit(gate).replica()).isEqualTo(b);
  }

  @Test
  void movesAtOnceFromAReplicaThatIsGone() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(visit(gate).replica()).isEqualTo(a);

    gate.remove(a);

    assertThat(visit(gate).replica()).isEqualTo(b);
  }

  @Test
  void aDrainedReplicaGetsNoRequestUntilItIsReopened() throws Exception {
    RequestGate gate = serving();
    gate.drain(a, LONG, true);
    CompletableFuture<Admission> held = enter(gate);
    assertWaits(held);

    gate.reopen(a);

    assertThat(held.get()).isInstanceOf(Permit.class);
  }

  @Test
  void drainingWaitsForWhatIsUnderWay() throws Exception {
    RequestGate gate = serving();
    Permit visit = visit(gate);
    CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(gate, LONG));
    assertWaits(drained);

    visit.close();

    drained.get();
  }

  @Test
  void drainingIsBounded() throws Exception {
    RequestGate gate = serving();
    assertThat(visit(gate)).isNotNull();

    gate.drain(a, SHORT, true); // returns, with the visit still there
  }

  @Test
  void drainingEndsWhatLastsForeverInsteadOfWaitingForIt() throws Exception {
    RequestGate gate = serving();
    AtomicBoolean cut = new AtomicBoolean();
    gate.lasts(visit(gate), deadline -> cut.set(true));

    gate.drain(a, LONG, false);
    assertThat(cut).isFalse();

    gate.drain(a, LONG, true);
    assertThat(cut).isTrue();
  }

  @Test
  void anAppThatRestartsByItselfEndsWhatLeadsToIt() throws Exception {
    RequestGate gate = serving();
    Permit visit = visit(gate);
    AtomicBoolean cut = new AtomicBoolean();
    gate.lasts(visit, deadline -> cut.set(true));
    assertThat(gate.isCurrent(visit)).isTrue();

    is(gate, a, AppState.STARTING, 1);
    is(gate, a, AppState.SERVING, 1);

    assertThat(cut).isTrue();
    assertThat(gate.isCurrent(visit)).isFalse();
  }

  @Test
  void whoBeginsToLastAfterTheRestartIsEndedAtOnce() throws Exception {
    RequestGate gate = serving();
    Permit visit = visit(gate);
    is(gate, a, AppState.EXITED, 1);
    AtomicBoolean cut = new AtomicBoolean();

    gate.lasts(visit, deadline -> cut.set(true));

    assertThat(cut).isTrue();
  }

  @Test
  void tellsWhoeverAsksOfTheNextUpdateThatIsServed() throws Exception {
    RequestGate gate = serving();
    CompletableFuture<Long> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return gate.awaitOther(1, LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    gate.expect(2);
    gate.unchanged(a, 2);
    assertWaits(other);
    gate.expect(3);
    assertWaits(other);

    is(gate, a, AppState.SERVING, 3);

    assertThat(other.get()).isEqualTo(3);
    assertThat(gate.awaitOther(3, SHORT)).isEqualTo(3);
  }

  @Test
  void letsOneInForEachThatLeavesWhenManyWereHeld() throws Exception {
    RequestGate gate = serving();
    List<Permit> visits = fill(gate);
    CompletableFuture<Admission> next = enter(gate);
    assertWaits(next);

    visits.get(0).close();

    assertThat(next.get()).isInstanceOf(Permit.class);
  }

  @Test
  void requestsThatAreSlowOrLastTakeUpNoRoom() throws Exception {
    RequestGate gate = serving();
    fill(gate).forEach(visit -> gate.lasts(visit, deadline -> {}));
    fill(gate); // which become slow

    assertThat(gate.enter()).isInstanceOf(Permit.class);
  }

  @Test
  void saysThatTheAppIsSlowToWhoeverFoundNoRoom() throws Exception {
    RequestGate gate = gate(SHORT);
    gate.expect(1);
    is(gate, a, AppState.SERVING, 1);
    fill(gate);

    assertThat(gate.enter())
        .isEqualTo(new Refused("The app answers too slowly: others wait as well.", false));
  }

  @Test
  void aReplicaThatIsDrainedIsNotOpenToThoseThatAreOnTheirWay() throws Exception {
    RequestGate gate = serving();
    Permit visit = visit(gate);
    assertThat(gate.isOpen(visit)).isTrue();

    gate.drain(a, SHORT, false);

    assertThat(gate.isOpen(visit)).isFalse();
    assertThat(gate.isCurrent(visit)).isTrue();
  }

  @Test
  void drainingIsPatientAsLongAsRequestsEnd() throws Exception {
    RequestGate gate = serving();
    Duration patience = Duration.ofSeconds(2);
    List<Permit> visits = List.of(visit(gate), visit(gate), visit(gate));
    long begin = System.nanoTime();
    CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(gate, patience));
    for (Permit visit : visits) {
      try {
        drained.get(1500, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException stillDraining) {
        visit.close();
      }
    }

    drained.get();

    assertThat(System.nanoTime() - begin).isGreaterThan(patience.toNanos());
  }

  /** As many requests as are let through at a time. */
  private static List<Permit> fill(RequestGate gate) throws InterruptedException {
    List<Permit> visits = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      visits.add(visit(gate));
    }
    return visits;
  }

  private RequestGate gate(Duration longest) {
    return new RequestGate(longest);
  }

  /** A gate with one replica that serves update 1. */
  private RequestGate serving() {
    RequestGate gate = gate(LONG);
    gate.expect(1);
    is(gate, a, AppState.SERVING, 1);
    return gate;
  }

  private void is(RequestGate gate, Replica replica, AppState app, long served) {
    gate.note(ReplicaStatus.attached(replica, app, served, 0));
  }

  private static Permit visit(RequestGate gate) throws InterruptedException {
    Admission admission = gate.enter();
    assertThat(admission).isInstanceOf(Permit.class);
    return (Permit) admission;
  }

  private static CompletableFuture<Admission> enter(RequestGate gate) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gate.enter();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void drain(RequestGate gate, Duration patience) {
    try {
      gate.drain(gate.serving().orElseThrow(), patience, true);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It is not done, even after a while in which it could have been. */
  private static void assertWaits(CompletableFuture<?> future) throws Exception {
    try {
      assertThat(future.get(SHORT.toMillis(), TimeUnit.MILLISECONDS)).as("held").isNull();
    } catch (java.util.concurrent.TimeoutException held) {
      assertThat(future).isNotDone();
    }
  }
}
