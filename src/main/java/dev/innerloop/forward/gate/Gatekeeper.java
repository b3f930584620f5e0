package dev.innerloop.forward.gate;

import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import java.time.Duration;

/** Tells a {@link Gate} what happens in the replicas. */
public final class Gatekeeper implements ReplicaObserver {

  /** Requests under way are given so long before the app is ended. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** A redefinition harms no request; only if it failed would the app be restarted. */
  private static final Duration BRIEFLY = Duration.ofMillis(100);

  private final Gate gate;

  public Gatekeeper(Gate gate) {
    this.gate = gate;
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {}

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {}

  @Override
  public void rejected(ReplicaEvent.Rejected event) {}

  @Override
  public void lost(ReplicaEvent.Lost event) {
    gate.reopen(event.replica());
  }

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {
    gate.changed();
  }

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {
    gate.changed();
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
  public void transferring(ReplicaEvent.Transferring event) {}

  @Override
  public void starting(ReplicaEvent.Starting event) {}

  @Override
  public void served(ReplicaEvent.Served event) {
    gate.reopen(event.replica());
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    gate.failed(
        event.replica(),
        event.revision(),
        "The app crashed in "
            + event.replica().name()
            + ": it ended with exit code "
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

  /** Until the user has decided, what runs is as good as it gets. */
  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    gate.failed(event.replica(), event.revision(), event.reason(), false);
  }

  @Override
  public void failed(ReplicaEvent.Failed event) {
    gate.reopen(event.replica());
  }
}
