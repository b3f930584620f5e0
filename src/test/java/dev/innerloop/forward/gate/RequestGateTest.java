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

    assertThat(permit(gate).replica()).isEqualTo(a);
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
    assertThat(permit(gate).compileError()).isEqualTo("A.java:1: error: no");

    gate.pause();
    gate.resume("");
    assertThat(permit(gate).compileError()).isEmpty();
  }

  @Test
  void saysWhatItWaitsForWhenTheTimeIsUp() throws Exception {
    RequestGate gate = gate(SHORT);
    assertThat(gate.enter()).isEqualTo(new Refused("No replica of the app runs yet.", false));

    gate.update(ReplicaStatus.detached(a, ReplicaStatus.Attachment.CLAIMED, 0));
    assertThat(gate.enter())
        .isEqualTo(new Refused("Another session works on the replicas of the app.", false));

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
    assertThat(permit(gate).replica()).isEqualTo(a);

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

    assertThat(permit(gate).replica()).isEqualTo(a);
  }

  @Test
  void sticksToOneReplicaThatKeepsUp() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(permit(gate).replica()).isEqualTo(a);

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
    assertThat(permit(gate).replica()).isEqualTo(a);

    gate.expect(2);
    is(gate, b, AppState.SERVING, 2);
    assertThat(permit(gate).replica()).isEqualTo(b); // after a moment of grace

    is(gate, a, AppState.SERVING, 2);
    assertThat(permit(gate).replica()).isEqualTo(b);
  }

  @Test
  void movesAtOnceFromAReplicaThatIsGone() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(permit(gate).replica()).isEqualTo(a);

    gate.remove(a);

    assertThat(permit(gate).replica()).isEqualTo(b);
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
    Permit permit = permit(gate);
    CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(gate, LONG));
    assertWaits(drained);

    permit.close();

    drained.get();
  }

  @Test
  void drainingIsBounded() throws Exception {
    RequestGate gate = serving();
    assertThat(permit(gate)).isNotNull();

    gate.drain(a, SHORT, true); // returns, although the request is still in progress
  }

  @Test
  void drainingEndsWhatLastsForeverInsteadOfWaitingForIt() throws Exception {
    RequestGate gate = serving();
    AtomicBoolean closed = new AtomicBoolean();
    gate.markStreaming(permit(gate), deadline -> closed.set(true));

    gate.drain(a, LONG, false);
    assertThat(closed).isFalse();

    gate.drain(a, LONG, true);
    assertThat(closed).isTrue();
  }

  @Test
  void anAppThatRestartsByItselfEndsWhatLeadsToIt() throws Exception {
    RequestGate gate = serving();
    Permit permit = permit(gate);
    AtomicBoolean closed = new AtomicBoolean();
    gate.markStreaming(permit, deadline -> closed.set(true));
    assertThat(gate.isCurrent(permit)).isTrue();

    is(gate, a, AppState.STARTING, 1);
    is(gate, a, AppState.SERVING, 1);

    assertThat(closed).isTrue();
    assertThat(gate.isCurrent(permit)).isFalse();
  }

  @Test
  void whoBeginsToLastAfterTheRestartIsEndedAtOnce() throws Exception {
    RequestGate gate = serving();
    Permit permit = permit(gate);
    is(gate, a, AppState.EXITED, 1);
    AtomicBoolean closed = new AtomicBoolean();

    gate.markStreaming(permit, deadline -> closed.set(true));

    assertThat(closed).isTrue();
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
    List<Permit> permits = fill(gate);
    CompletableFuture<Admission> next = enter(gate);
    assertWaits(next);

    permits.get(0).close();

    assertThat(next.get()).isInstanceOf(Permit.class);
  }

  @Test
  void requestsThatAreSlowOrLastTakeUpNoRoom() throws Exception {
    RequestGate gate = serving();
    fill(gate).forEach(permit -> gate.markStreaming(permit, deadline -> {}));
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
    Permit permit = permit(gate);
    assertThat(gate.isOpen(permit)).isTrue();

    gate.drain(a, SHORT, false);

    assertThat(gate.isOpen(permit)).isFalse();
    assertThat(gate.isCurrent(permit)).isTrue();
  }

  @Test
  void drainingIsPatientAsLongAsRequestsEnd() throws Exception {
    RequestGate gate = serving();
    Duration patience = Duration.ofSeconds(2);
    List<Permit> permits = List.of(permit(gate), permit(gate), permit(gate));
    long begin = System.nanoTime();
    CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(gate, patience));
    for (Permit permit : permits) {
      try {
        drained.get(1500, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException stillDraining) {
        permit.close();
      }
    }

    drained.get();

    assertThat(System.nanoTime() - begin).isGreaterThan(patience.toNanos());
  }

  /** As many requests as are let through at a time. */
  private static List<Permit> fill(RequestGate gate) throws InterruptedException {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      permits.add(permit(gate));
    }
    return permits;
  }

  private RequestGate gate(Duration longest) {
    return new RequestGate(longest);
  }

  /** A gate with one replica that serves update 1. */
  @Test
  void aPreferredReplicaGetsTheRequestsWheneverItServes() throws Exception {
    RequestGate gate = serving();
    is(gate, b, AppState.SERVING, 1);
    assertThat(permit(gate).replica()).isEqualTo(a);

    gate.prefer(b);

    assertThat(permit(gate).replica()).isEqualTo(b);
    is(gate, b, AppState.STARTING, 1);
    assertThat(permit(gate).replica()).isEqualTo(a);
    is(gate, b, AppState.SERVING, 1);
    assertThat(permit(gate).replica()).isEqualTo(b);
  }

  private RequestGate serving() {
    RequestGate gate = gate(LONG);
    gate.expect(1);
    is(gate, a, AppState.SERVING, 1);
    return gate;
  }

  private void is(RequestGate gate, Replica replica, AppState app, long served) {
    gate.update(ReplicaStatus.attached(replica, app, served, 0));
  }

  private static Permit permit(RequestGate gate) throws InterruptedException {
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
