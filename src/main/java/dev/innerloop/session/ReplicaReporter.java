package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEventHandler;
import dev.innerloop.ui.Delay;
import dev.innerloop.wire.StartObstacle;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Reports to the user what happens in the replicas of an app. */
final class ReplicaReporter implements ReplicaEventHandler {

  /** A start that goes on is reported again after this time. */
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final String app;
  private final Advice advice;
  private final SessionInbox inbox;
  private final Consumer<Event> events;
  private final SlowUpdates slow;

  /** By replica, the failure that was reported last: attempts that fail alike are not reported. */
  private final Map<Replica, String> failures = new ConcurrentHashMap<>();

  private final Map<Replica, ReportedWait> waits = new ConcurrentHashMap<>();

  /** The replicas on which other sessions work. */
  private final Map<Replica, ReplicaEvent.ClaimedByOther> claims = new ConcurrentHashMap<>();

  /**
   * What a user can do, as the session knows.
   *
   * @param takeover the command that takes the app from another session
   * @param restart how the user has the app restarted
   * @param exit what an exit code means, and what follows
   * @param port at which the app should answer
   * @param started called when a replica starts the app again
   * @param starts about apps that do not serve yet
   */
  record Advice(
      String takeover,
      Supplier<String> restart,
      IntFunction<String> exit,
      IntSupplier port,
      Runnable started,
      StartAdvice starts) {}

  /**
   * What was last reported that an app waits for.
   *
   * @param elapsed at that time, since the app was started
   */
  private record ReportedWait(String text, Duration elapsed) {

    boolean isWorthRepeating(String now, Duration since) {
      return !text.equals(now) || since.minus(elapsed).compareTo(REPEAT) >= 0;
    }
  }

  ReplicaReporter(
      String app, Advice advice, SessionInbox inbox, Delay delay, Consumer<Event> events) {
    this.slow = new SlowUpdates(app, delay, events);
    this.app = app;
    this.advice = advice;
    this.inbox = inbox;
    this.events = events;
  }

  /** Something was saved: reports the replicas that do not receive it. */
  void saved() {
    claims
        .values()
        .forEach(
            claim ->
                report(
                    claim.replica(),
                    State.CLAIMED,
                    "does not receive what you save, because "
                        + claim.holder()
                        + " works on it; to take it over: "
                        + advice.takeover()));
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {
    claims.remove(event.replica());
    report(event.replica(), State.ATTACHED, "");
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    claims.put(event.replica(), event);
    events.accept(
        ReplicaChanged.claimed(
            app, event.replica().name(), event.holder(), event.since(), advice.takeover()));
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    slow.ended(event.replica());
    report(event.replica(), State.FAILED, event.reason());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    slow.ended(event.replica());
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
    slow.ended(event.replica());
    failures.remove(event.replica());
    waits.remove(event.replica());
    report(event.replica(), State.SERVING, "revision " + event.revision());
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    slow.ended(event.replica());
    report(
        event.replica(),
        event.exitCode() == 0 ? State.EXITED : State.CRASHED,
        advice.exit().apply(event.exitCode()));
    inbox.post(new SessionSignal.Crashed(app, event.exitCode()));
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    slow.ended(event.replica());
    report(
        event.replica(),
        State.FAILED,
        "the app runs but does not answer on port " + advice.port().getAsInt());
  }

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    slow.ended(event.replica());
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
    slow.ended(event.replica());
    if (!event.reason().equals(failures.put(event.replica(), event.reason()))) {
      report(event.replica(), State.FAILED, event.reason());
    }
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {}

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    slow.ended(event.replica());
    claims.remove(event.replica());
    failures.remove(event.replica());
    waits.remove(event.replica());
  }

  @Override
  public void applying(ReplicaEvent.Applying event) {
    slow.applying(event);
  }

  @Override
  public void starting(ReplicaEvent.Starting event) {
    waits.remove(event.replica());
    advice.started().run();
  }

  @Override
  public void waiting(ReplicaEvent.Waiting event) {
    if (event.obstacle().kind() == StartObstacle.Kind.PORT_TAKEN) {
      inbox.post(new SessionSignal.PortTaken(app, event.revision()));
    }
    if (event.elapsed().isZero()) {
      return; // it does not run: the outcome of the delivery says so
    }
    String text = advice.starts().waiting(advice.port().getAsInt(), event.obstacle());
    ReportedWait before = waits.get(event.replica());
    if (before == null || before.isWorthRepeating(text, event.elapsed())) {
      waits.put(event.replica(), new ReportedWait(text, event.elapsed()));
      report(
          event.replica(),
          State.STARTING,
          "the app has been starting for " + event.elapsed().toSeconds() + " s: " + text);
    }
  }

  private void report(Replica replica, State state, String message) {
    events.accept(new ReplicaChanged(app, replica.name(), state, message));
  }
}
