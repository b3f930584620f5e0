package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEventHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Reports to the user what happens in the replicas of an app. */
final class ReplicaReporter implements ReplicaEventHandler {

  private final String app;
  private final Advice advice;
  private final SessionInbox inbox;
  private final Consumer<Event> events;

  /** By replica, the failure that was reported last: attempts that fail alike are not reported. */
  private final Map<Replica, String> failures = new ConcurrentHashMap<>();

  /**
   * What a user can do, as the session knows.
   *
   * @param takeover the command that takes the app from another session
   * @param restart how the user has the app restarted
   * @param crash what follows a crash, if anything
   * @param port at which the app should answer
   */
  record Advice(String takeover, Supplier<String> restart, String crash, IntSupplier port) {}

  ReplicaReporter(String app, Advice advice, SessionInbox inbox, Consumer<Event> events) {
    this.app = app;
    this.advice = advice;
    this.inbox = inbox;
    this.events = events;
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {
    report(event.replica(), State.ATTACHED, "");
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    events.accept(
        ReplicaChanged.claimed(
            app, event.replica().name(), event.holder(), event.since(), advice.takeover()));
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    report(event.replica(), State.FAILED, event.reason());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    report(event.replica(), State.LOST, event.reason());
  }

  @Override
  public void transferring(ReplicaEvent.Transferring event) {
    events.accept(
        new Event.Transferring(
            app, event.replica().name(), event.sent(), event.total(), event.elapsed().toMillis()));
  }

  @Override
  public void served(ReplicaEvent.Served event) {
    failures.remove(event.replica());
    report(event.replica(), State.SERVING, "revision " + event.revision());
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    report(
        event.replica(),
        State.CRASHED,
        "the app exited with code " + event.exitCode() + advice.crash());
    inbox.post(new SessionSignal.Crashed(app, event.exitCode()));
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    report(
        event.replica(),
        State.FAILED,
        "the app runs but does not answer on port " + advice.port().getAsInt());
  }

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    report(
        event.replica(),
        State.DEFERRED,
        "update "
            + event.revision()
            + " needs a restart: "
            + event.reason()
            + "; "
            + advice.restart().get());
  }

  @Override
  public void failed(ReplicaEvent.Failed event) {
    if (!event.reason().equals(failures.put(event.replica(), event.reason()))) {
      report(event.replica(), State.FAILED, event.reason());
    }
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {}

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    failures.remove(event.replica());
  }

  @Override
  public void applying(ReplicaEvent.Applying event) {}

  @Override
  public void starting(ReplicaEvent.Starting event) {}

  private void report(Replica replica, State state, String message) {
    events.accept(new ReplicaChanged(app, replica.name(), state, message));
  }
}
