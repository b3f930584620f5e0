package dev.innerloop.replica;

/** Ignores all events: for tests that are about a few of them. */
public class IdleObserver implements ReplicaEventHandler {

  @Override
  public void attached(ReplicaEvent.Attached event) {}

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {}

  @Override
  public void rejected(ReplicaEvent.Rejected event) {}

  @Override
  public void lost(ReplicaEvent.Lost event) {}

  @Override
  public void statusChanged(ReplicaEvent.StatusChanged event) {}

  @Override
  public void disappeared(ReplicaEvent.Disappeared event) {}

  @Override
  public void applying(ReplicaEvent.Applying event) throws InterruptedException {}

  @Override
  public void transferring(ReplicaEvent.Transferring event) {}

  @Override
  public void starting(ReplicaEvent.Starting event) {}

  @Override
  public void waiting(ReplicaEvent.Waiting event) {}

  @Override
  public void served(ReplicaEvent.Served event) {}

  @Override
  public void crashed(ReplicaEvent.Crashed event) {}

  @Override
  public void notReady(ReplicaEvent.NotReady event) {}

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {}

  @Override
  public void failed(ReplicaEvent.Failed event) {}
}
