package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.event.Event;
import dev.innerloop.forward.gate.Admission;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ManualTriggerTest {

  private final RequestGate gate = new RequestGate(Duration.ZERO);
  private final SessionInbox inbox = new SessionInbox(List.of(gate));
  private final List<Event> events = new ArrayList<>();
  private final ManualTrigger trigger = new ManualTrigger(inbox, events::add);
  private final Module shop = TestModules.module("shop");

  @Test
  void changesAreDeferredUntilTheUserAsksAndAreDeliveredOnce() throws Exception {
    trigger.changed(change(Kind.SOURCES, "A.java"));
    trigger.changed(change(Kind.SOURCES, "B.java"));
    trigger.changed(change(Kind.POM, "pom.xml"));
    trigger.changed(change(Kind.MANIFESTS, "service.yml"));
    assertThat(events)
        .containsExactly(
            new Event.ChangesPending(1),
            new Event.ChangesPending(2),
            new Event.ChangesPending(3),
            new Event.ChangesPending(4));

    trigger.release();

    assertThat(inbox.take().changes())
        .containsExactly(
            new Change(shop, Kind.SOURCES, Set.of(Path.of("A.java"), Path.of("B.java"))),
            change(Kind.POM, "pom.xml"),
            change(Kind.MANIFESTS, "service.yml"));
  }

  @Test
  void requestsAreNotPausedByWhatIsDeferred() throws Exception {
    trigger.detected(shop, Kind.SOURCES);
    trigger.changed(change(Kind.SOURCES, "A.java"));
    assertThat(isPaused()).isFalse();

    trigger.release();

    assertThat(isPaused()).isTrue();
  }

  @Test
  void countsFromOneAfterAnUpdate() {
    trigger.changed(change(Kind.RESOURCES, "a.txt"));
    trigger.release();
    trigger.changed(change(Kind.OUTPUT, "A.class"));

    assertThat(events).containsExactly(new Event.ChangesPending(1), new Event.ChangesPending(1));
  }

  @Test
  void aScanAfterABurstOfWritesIsNoSave() throws Exception {
    trigger.changed(new Change(shop, Kind.OUTPUT, Set.of()));
    assertThat(events).isEmpty();

    trigger.release();

    assertThat(events)
        .containsExactly(new Event.Notice("Nothing has changed since the last update."));
    assertThat(inbox.take().changes())
        .as("it is delivered nevertheless: it may find something")
        .containsExactly(new Change(shop, Kind.OUTPUT, Set.of()));
  }

  @Test
  void saysSoIfNothingHasChanged() throws Exception {
    trigger.release();

    assertThat(events)
        .containsExactly(new Event.Notice("Nothing has changed since the last update."));
    assertThat(isPaused()).isFalse();
  }

  private Change change(Kind kind, String file) {
    return new Change(shop, kind, Set.of(Path.of(file)));
  }

  private boolean isPaused() throws InterruptedException {
    return ((Admission.Refused) gate.enter()).reason().equals("A saved change is being compiled.");
  }
}
