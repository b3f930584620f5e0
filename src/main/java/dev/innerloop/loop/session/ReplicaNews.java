package dev.innerloop.loop.session;

import dev.innerloop.forward.gate.Gatekeeper;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.Event.ReplicaChanged;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.outcome.Reports;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.Served;
import dev.innerloop.replica.SessionListener;
import dev.innerloop.wire.ReloadStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Tells what happens in the replicas of an app: its user, its gate, its debuggers, its reports. */
final class ReplicaNews implements SessionListener {

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
  public void changed() {
    gatekeeper.changed();
  }

  @Override
  public void applying(Replica replica, long update, ReloadStrategy strategy)
      throws InterruptedException {
    gatekeeper.applying(replica, update, strategy);
  }

  @Override
  public void attached(Replica replica) {
    tell(replica, "attached", "");
  }

  @Override
  public void held(Replica replica, String holder, Instant since) {
    events.accept(ReplicaChanged.refused(app, replica.name(), holder, since, words.takeover()));
  }

  @Override
  public void rejected(Replica replica, String why) {
    tell(replica, "failed", why);
  }

  @Override
  public void lost(Replica replica, String why) {
    gatekeeper.lost(replica, why);
    tell(replica, "lost", why);
    reports.lost();
  }

  @Override
  public void transferring(Replica replica, long sent, long total, Duration taken) {
    events.accept(new Event.Transferring(app, replica.name(), sent, total, taken.toMillis()));
  }

  @Override
  public void starting(Replica replica) {
    debug.ifPresent(ports -> ports.starting(replica));
  }

  @Override
  public void served(Served served) {
    gatekeeper.served(served);
    debug.ifPresent(ports -> ports.serves(served.replica()));
    tell(served.replica(), "serving", "update " + served.update());
    reports.served(served);
  }

  @Override
  public void crashed(Replica replica, long update, int exitCode) {
    gatekeeper.crashed(replica, update, exitCode);
    tell(replica, "crashed", "the app ended with exit code " + exitCode + words.healing());
    hints.add(new Hint.Crashed(app, exitCode));
  }

  @Override
  public void notReady(Replica replica, long update) {
    gatekeeper.notReady(replica, update);
    tell(replica, "failed", "the app runs but does not answer on port " + words.port().getAsInt());
  }

  @Override
  public void needsRestart(Replica replica, long update, String why) {
    gatekeeper.needsRestart(replica, update, why);
    tell(
        replica,
        "held",
        "update " + update + " needs a restart: " + why + "; " + words.restart().get());
  }

  @Override
  public void failed(Replica replica, long update, String why) {
    gatekeeper.failed(replica, update, why);
    tell(replica, "failed", why);
  }

  private void tell(Replica replica, String state, String detail) {
    events.accept(new ReplicaChanged(app, replica.name(), state, detail));
  }
}
