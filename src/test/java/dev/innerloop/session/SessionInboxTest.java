package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.forward.gate.Admission;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.project.Module;
import dev.innerloop.session.SessionInbox.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SessionInboxTest {

  private static final String PAUSED = "A saved change is being compiled.";

  private final RequestGate gate = new RequestGate(Duration.ZERO);
  private final SessionInbox inbox = new SessionInbox(List.of(gate));
  private final Module shop = TestModules.module("shop");
  private final Module other = TestModules.module("other");

  @Test
  void requestsPauseFromTheDetectionOfASaveUntilItIsHandled() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.detected(shop, Kind.SOURCES);
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.changed(sources(shop, "A.java"));
    Batch batch = inbox.take();
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.handled("");
    assertThat(batch.changes()).containsExactly(sources(shop, "A.java"));
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void requestsDoNotWaitForAFileThatIsSavedAgainAndAgainWithTheSameContent() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.changed(sources(shop, "A.java")); // was not detected: it has the content of the batch
    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);

    Batch again = inbox.take();
    assertThat(again.changes()).as("built nevertheless").containsExactly(sources(shop, "A.java"));
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void whatIsDismissedWhileSuchAFileIsBuiltReleasesRequestsAtOnce() throws Exception {
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.detected(shop, Kind.SOURCES);
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.dismissed(shop, Kind.SOURCES);

    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void aSaveThatIsDetectedWhileAnotherIsHandledKeepsRequestsPaused() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.detected(shop, Kind.SOURCES);
    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.handled("");

    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void aChangeThatWaitsForItsBatchKeepsRequestsPaused() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.detected(shop, Kind.RESOURCES);
    inbox.changed(new Change(shop, Kind.RESOURCES, Set.of(Path.of("a.txt"))));

    inbox.handled("");

    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);
  }

  @Test
  void requestsWaitForEveryModuleThatWasTouched() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.detected(other, Kind.RESOURCES);
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.changed(new Change(other, Kind.RESOURCES, Set.of(Path.of("a.txt"))));
    inbox.take();
    inbox.handled("");

    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void changesOfOneModuleAndKindBecomeOne() throws Exception {
    inbox.changed(sources(shop, "A.java"));
    inbox.changed(sources(other, "C.java"));
    inbox.changed(sources(shop, "B.java"));

    assertThat(inbox.take().changes())
        .containsExactly(sources(shop, "A.java", "B.java"), sources(other, "C.java"));
  }

  @Test
  void aChangeOfUnknownFilesMakesAllFilesOfItsKindUnknown() throws Exception {
    inbox.changed(sources(shop, "A.java"));
    inbox.changed(sources(shop));
    inbox.changed(sources(shop, "B.java"));

    assertThat(inbox.take().changes()).containsExactly(sources(shop));
  }

  @Test
  void eachChangeIsInOneBatch() throws Exception {
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.post(new SessionSignal.Restart());

    Batch second = inbox.take();

    assertThat(second.changes()).isEmpty();
    assertThat(second.signals()).containsExactly(new SessionSignal.Restart());
  }

  @Test
  void aSignalPausesNothing() throws Exception {
    inbox.post(new SessionSignal.Crashed("shop", 1));
    inbox.take();
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void aScanOfTheOutputThatNothingWasDetectedForPausesNothing() throws Exception {
    inbox.changed(new Change(shop, Kind.OUTPUT, Set.of()));
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void deferredChangesPauseRequestsOnceTheyAreReleased() throws Exception {
    inbox.release(List.of(sources(shop, "A.java"), sources(other, "B.java")));
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    assertThat(inbox.take().changes())
        .containsExactly(sources(shop, "A.java"), sources(other, "B.java"));
    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void requestsResumeIfWhatWasDetectedIsTheSessionsOwnWriting() throws Exception {
    inbox.detected(shop, Kind.OUTPUT);
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.dismissed(shop, Kind.OUTPUT);

    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void requestsStayPausedForABatchThoughSomethingElseIsDismissed() throws Exception {
    inbox.detected(shop, Kind.SOURCES);
    inbox.changed(sources(shop, "A.java"));
    inbox.take();
    inbox.detected(shop, Kind.OUTPUT);

    inbox.dismissed(shop, Kind.OUTPUT);
    assertThat(whatRequestsWaitFor()).isEqualTo(PAUSED);

    inbox.handled("");
    assertThat(whatRequestsWaitFor()).isNotEqualTo(PAUSED);
  }

  @Test
  void takeWaitsForTheNextChange() throws Exception {
    CompletableFuture<Batch> taken = CompletableFuture.supplyAsync(this::take);
    inbox.changed(sources(shop, "A.java"));

    assertThat(taken.get(20, TimeUnit.SECONDS).changes()).containsExactly(sources(shop, "A.java"));
  }

  private Batch take() {
    try {
      return inbox.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Change sources(Module module, String... files) {
    return new Change(
        module,
        Kind.SOURCES,
        java.util.Arrays.stream(files).map(Path::of).collect(java.util.stream.Collectors.toSet()));
  }

  private String whatRequestsWaitFor() throws InterruptedException {
    return ((Admission.Refused) gate.enter()).reason();
  }
}
