package dev.innerloop.forward.gate;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.Served;
import dev.innerloop.replica.SessionListener;
import dev.innerloop.wire.ReloadStrategy;
import java.time.Duration;

/** Tells a {@link Gate} what happens in the replicas. */
public final class Gatekeeper implements SessionListener {

  /** Requests under way are given so long before the app is ended. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** A redefinition harms no request; only if it failed would the app be restarted. */
  private static final Duration BRIEFLY = Duration.ofMillis(100);

  private final Gate gate;

  public Gatekeeper(Gate gate) {
    this.gate = gate;
  }

  @Override
  public void changed() {
    gate.changed();
  }

  @Override
  public void applying(Replica replica, long update, ReloadStrategy strategy)
      throws InterruptedException {
    switch (strategy) {
      case NONE -> gate.unchanged(replica, update);
      case RESOURCE -> {}
      case REDEFINE -> gate.drain(replica, BRIEFLY, false);
      case RESTART, JVM -> gate.drain(replica, DRAIN, true);
    }
  }

  @Override
  public void lost(Replica replica, String why) {
    gate.reopen(replica);
  }

  @Override
  public void served(Served served) {
    gate.reopen(served.replica());
  }

  @Override
  public void crashed(Replica replica, long update, int exitCode) {
    gate.failed(
        replica,
        update,
        "The app crashed in " + replica.name() + ": it ended with exit code " + exitCode + ".",
        true);
  }

  @Override
  public void notReady(Replica replica, long update) {
    gate.failed(
        replica,
        update,
        "The app runs in " + replica.name() + ", but does not answer on its port.",
        false);
  }

  /** Until the user has decided, what runs is as good as it gets. */
  @Override
  public void needsRestart(Replica replica, long update, String why) {
    gate.failed(replica, update, why, false);
  }

  @Override
  public void failed(Replica replica, long update, String why) {
    gate.reopen(replica);
  }
}
