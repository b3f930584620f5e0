package dev.innerloop.forward.gate;

import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEventHandler;
import java.time.Duration;

/** Keeps a {@link RequestGate} informed of what happens in the replicas. */
public final class GateUpdater implements ReplicaEventHandler {

  /** Requests in progress get this long before the app is stopped. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** A redefinition harms no request; only if it fails is the app restarted. */
  private static final Duration BRIEFLY = Duration.ofMillis(100);

  private final RequestGate gate;

  public GateUpdater(RequestGate gate) {
    this.gate = gate;
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {
    gate.update(event.status());
  }

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    gate.remove(event.replica());
  }

  @Override
  public void applying(ReplicaEvent.Applying event) throws InterruptedException {
    switch (event.strategy()) {
      case NONE -> gate.unchanged(event.replica(), event.revision());
      case RESOURCE -> {}
      case REDEFINE -> gate.drain(event.replica(), BRIEFLY, false);
      case RESTART, JVM -> gate.drain(event.replica(), DRAIN, true);
    }
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {
    gate.reopen(event.replica());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    gate.reopen(event.replica());
  }

  @Override
  public void served(ReplicaEvent.Served event) {
    gate.reopen(event.replica());
  }

  /** An app that was killed is started again: requests wait for it. */
  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    if (event.isKilled()) {
      gate.reopen(event.replica());
      return;
    }
    gate.failed(
        event.replica(),
        event.revision(),
        "The app crashed in "
            + event.replica().name()
            + ": it exited with code "
            + event.exitCode()
            + ".",
        true);
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    gate.failed(
        event.replica(),
        event.revision(),
        "The app runs in " + event.replica().name() + ", but does not answer on its port.",
        false);
  }

  /** Until the user restarts the app, what runs is the newest that can be served. */
  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    gate.failed(event.replica(), event.revision(), event.reason(), false);
  }

  /** The update is tried again. */
  @Override
  public void failed(ReplicaEvent.Failed event) {
    gate.reopen(event.replica());
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    gate.reopen(event.replica());
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    gate.reopen(event.replica());
  }

  @Override
  public void transferring(ReplicaEvent.Transferring event) {}

  @Override
  public void starting(ReplicaEvent.Starting event) {}

  @Override
  public void waiting(ReplicaEvent.Waiting event) {}
}
