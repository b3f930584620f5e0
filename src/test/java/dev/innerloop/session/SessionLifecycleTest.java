package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.session.SessionInbox.Batch;
import dev.innerloop.wire.UpdateOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When apps are ready, when one never can be, and when a session ends. */
class SessionLifecycleTest extends LoopTestCase {

  private static final Problem IMAGE_PULL =
      new Problem("The image of shop cannot be pulled.", "Check its name.");

  @Test
  void anAppIsReadyOnceItIsRolledOutAndServes() throws Exception {
    running.rollsOut = true;
    SessionLifecycle lifecycle = lifecycle(true, false);

    assertThat(lifecycle.goesOnAfter(batch(new SessionSignal.UpdateServed("shop")))).isTrue();
    assertThat(events).isEmpty();
    lifecycle.goesOnAfter(batch(new SessionSignal.RolloutEnded("shop", Optional.empty())));

    assertThat(await(Event.Ready.class).app()).isEqualTo("shop");
    lifecycle.goesOnAfter(batch(new SessionSignal.UpdateServed("shop")));
    assertThat(events).as("ready once").isEmpty();
  }

  @Test
  void anAppThatNeedsNoRolloutIsReadyOnceItServes() throws Exception {
    start();

    assertThat(await(Event.Ready.class).url()).isEmpty();
  }

  @Test
  void aDetachedSessionEndsWhenAllAppsAreReady() throws Exception {
    SessionLifecycle lifecycle = lifecycle(false, true);

    boolean goesOn =
        lifecycle.goesOnAfter(
            batch(
                new SessionSignal.RolloutEnded("shop", Optional.empty()),
                new SessionSignal.UpdateServed("shop")));

    assertThat(goesOn).isFalse();
    assertThat(await(Event.Ready.class).url()).isEmpty();
    assertThat(await(Event.SessionEnded.class).message())
        .isEqualTo("Detached: the app keeps running.");
  }

  @Test
  void aFailedRolloutEndsASessionInWhichNothingCanRepairIt() {
    SessionLifecycle lifecycle = lifecycle(false, false);

    assertThatThrownBy(
            () ->
                lifecycle.goesOnAfter(
                    batch(new SessionSignal.RolloutEnded("shop", Optional.of(IMAGE_PULL)))))
        .isSameAs(IMAGE_PULL);
  }

  @Test
  void aFailedRolloutWithoutAReplicaEndsAWatchingSessionToo() {
    SessionLifecycle lifecycle = lifecycle(true, false);

    assertThatThrownBy(
            () ->
                lifecycle.goesOnAfter(
                    batch(new SessionSignal.RolloutEnded("shop", Optional.of(IMAGE_PULL)))))
        .isSameAs(IMAGE_PULL);
  }

  @Test
  void aFailedRolloutWithAReplicaMayBeRepairedByTheNextSave() throws Exception {
    startServing();

    inbox.post(new SessionSignal.RolloutEnded("shop", Optional.of(IMAGE_PULL)));

    assertThat(awaitNotice("The image"))
        .isEqualTo("The image of shop cannot be pulled.\nCheck its name.");
    saveBody(2);
    awaitUpdate(2);
  }

  @Test
  void anAppThatStartsLongerThanItsRolloutMayTakeIsReadyOnceItServes() throws Exception {
    running.rollsOut = true;
    replica.answerNext(UpdateOutcome.Kind.NOT_READY);
    start();
    awaitReplica(Event.ReplicaChanged.State.FAILED);
    inbox.post(new SessionSignal.RolloutEnded("shop", Optional.of(IMAGE_PULL)));
    awaitNotice("The image of shop cannot be pulled.");

    saveBody(2);

    assertThat(await(Event.Ready.class).app()).isEqualTo("shop");
  }

  @Test
  void aFailedRolloutOfAChangeIsReported() throws Exception {
    SessionLifecycle lifecycle = lifecycle(true, false);

    boolean goesOn =
        lifecycle.goesOnAfter(
            batch(new SessionSignal.ChangeRolledOut("shop", Optional.of(IMAGE_PULL))));

    assertThat(goesOn).isTrue();
    awaitNotice("The image of shop cannot be pulled.");
  }

  @Test
  void anAppThatCrashesBeforeItWasReadyEndsARun() {
    SessionLifecycle lifecycle = lifecycle(false, false);

    assertThatThrownBy(() -> lifecycle.goesOnAfter(batch(new SessionSignal.Crashed("shop", 7))))
        .isInstanceOf(Problem.class)
        .hasMessage("shop exited with code 7 before it was ready.");
  }

  @Test
  void anAppThatCompletesEndsARunWithoutAnError() throws Exception {
    SessionLifecycle lifecycle = lifecycle(false, false);

    assertThat(lifecycle.goesOnAfter(batch(new SessionSignal.Crashed("shop", 0)))).isFalse();

    assertThat(await(Event.SessionEnded.class).message())
        .isEqualTo("shop has completed with exit code 0.");
  }

  @Test
  void anAppThatCrashesInAWatchingSessionMayBeRepaired() throws Exception {
    SessionLifecycle lifecycle = lifecycle(true, false);

    assertThat(lifecycle.goesOnAfter(batch(new SessionSignal.Crashed("shop", 7)))).isTrue();
  }

  @Test
  void stopComesBeforeEverythingElse() throws Exception {
    SessionLifecycle lifecycle = lifecycle(false, false);

    boolean goesOn =
        lifecycle.goesOnAfter(
            batch(new SessionSignal.Crashed("shop", 7), new SessionSignal.Stop()));

    assertThat(goesOn).isFalse();
    assertThat(running.ended).containsExactly(SessionSettings.OnExit.KEEP);
    Event.SessionEnded ended = await(Event.SessionEnded.class);
    assertThat(ended.message()).isEqualTo("Ended before the app was ready; the app keeps running.");
    assertThat(ended.next()).containsExactly("to return:  mvn dev:watch");
  }

  @Test
  void closingStopsToFollowTheApp() throws Exception {
    startServing();

    app.close();

    assertThat(running.isClosed).isTrue();
  }

  @Test
  void anEndWhileNothingIsUpdatedHasCutNothingShort() throws Exception {
    SessionLifecycle lifecycle = ready();

    lifecycle.goesOnAfter(batch(new SessionSignal.Stop()));

    assertThat(await(Event.SessionEnded.class).message())
        .isEqualTo("Ended; the app keeps running.");
  }

  @Test
  void anEndBeforeASaveIsBuiltSaysThatItIsNotServed() throws Exception {
    SessionLifecycle lifecycle = ready();

    lifecycle.goesOnAfter(
        new Batch(
            List.of(new Change(module, Change.Kind.SOURCES, Set.of(Path.of("Cart.java")))),
            List.of(new SessionSignal.Stop())));

    assertThat(await(Event.SessionEnded.class).message())
        .isEqualTo("Ended before the last save was served; the app keeps running.");
  }

  @Test
  void anEndBeforeTheReplicasServeAnUpdateSaysSo() throws Exception {
    startServing();
    await(Event.Ready.class);
    replica.answerNext(UpdateOutcome.Kind.NOT_READY);
    saveBody(2);
    awaitReplica(Event.ReplicaChanged.State.FAILED);

    inbox.post(new SessionSignal.Stop());

    assertThat(await(Event.SessionEnded.class).message())
        .isEqualTo("Ended before the last save was served; the app keeps running.");
  }

  private SessionLifecycle ready() throws Exception {
    startServing();
    await(Event.Ready.class);
    return lifecycle(true, false);
  }

  private static Batch batch(SessionSignal... signals) {
    return new Batch(List.of(), List.of(signals));
  }

  private SessionLifecycle lifecycle(boolean isWatching, boolean isDetached) {
    return new SessionLifecycle(
        List.of(app),
        new SessionLifecycle.Mode(isWatching, isDetached, "mvn dev:watch"),
        System.nanoTime(),
        () -> {},
        events::add);
  }
}
