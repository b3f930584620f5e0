package dev.innerloop.loop.session;

import dev.innerloop.forward.gate.Gatekeeper;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.Event.ReplicaChanged;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.outcome.Reports;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Tells what happens in the replicas of an app: its user, its gate, its debuggers, its reports. */
final class ReplicaNews implements ReplicaObserver {

  private final String app;
  private final Gatekeeper gatekeeper;
  private final Reports reports;
  private final Optional<DebugPorts> debug;
  private final Words words;
  private final Hints hints;
  private final Consumer<Event> events;

  /**
   * What only the session knows of the sentences here.
   *
   * @param takeover the command that takes the app from another session
   * @param restart how the user has the app restarted
   * @param healing what follows a crash, if anything
   * @param port at which the app should answer
   */
  record Words(String takeover, Supplier<String> restart, String healing, IntSupplier port) {}

  ReplicaNews(
      String app,
      Gatekeeper gatekeeper,
      Reports reports,
      Optional<DebugPorts> debug,
      Words words,
      Hints hints,
      Consumer<Event> events) {
    this.app = app;
    this.gatekeeper = gatekeeper;
    this.reports = reports;
    this.debug = debug;
    this.words = words;
    this.hints = hints;
    this.events = events;
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {
    gatekeeper.statusChanged(event);
  }

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    gatekeeper.disappeared(event);
  }

  @Override
  public void applying(ReplicaEvent.Applying event) throws InterruptedException {
    gatekeeper.applying(event);
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {
    tell(event.replica(), "attached", "");
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    events.accept(
        ReplicaChanged.refused(
            app, event.replica().name(), event.holder(), event.since(), words.takeover()));
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    tell(event.replica(), "failed", event.reason());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    gatekeeper.lost(event);
    tell(event.replica(), "lost", event.reason());
    reports.lost();
  }

  @Override
  public void transferring(ReplicaEvent.Transferring event) {
    events.accept(
        new Event.Transferring(
            app, event.replica().name(), event.sent(), event.total(), event.elapsed().toMillis()));
  }

  @Override
  public void starting(ReplicaEvent.Starting event) {
    debug.ifPresent(ports -> ports.starting(event.replica()));
  }

  @Override
  public void served(ReplicaEvent.Served event) {
    gatekeeper.served(event);
    debug.ifPresent(ports -> ports.serves(event.replica()));
    tell(event.replica(), "serving", "update " + event.revision());
    reports.served(event);
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    gatekeeper.crashed(event);
    tell(
        event.replica(),
        "crashed",
        "the app ended with exit code " + event.exitCode() + words.healing());
    hints.add(new Hint.Crashed(app, event.exitCode()));
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    gatekeeper.notReady(event);
    tell(
        event.replica(),
        "failed",
        "the app runs but does not answer on port " + words.port().getAsInt());
  }

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    gatekeeper.needsRestart(event);
    tell(
        event.replica(),
        "held",
        "update "
            + event.revision()
            + " needs a restart: "
            + event.reason()
            + "; "
            + words.restart().get());
  }

  @Override
  public void failed(ReplicaEvent.Failed event) {
    gatekeeper.failed(event);
    tell(event.replica(), "failed", event.reason());
  }

  private void tell(Replica replica, String state, String detail) {
    events.accept(new ReplicaChanged(app, replica.name(), state, detail));
  }
}
