package dev.innerloop.replica;

/**
 * An observer that has to decide about every kind of event: there are no default methods, so that
 * one that misses a kind does not compile.
 */
public interface ReplicaEventHandler extends ReplicaObserver {

  @Override
  default void observe(ReplicaEvent event) throws InterruptedException {
    event.accept(this);
  }

  void attached(ReplicaEvent.Attached event);

  void claimedByOther(ReplicaEvent.ClaimedByOther event);

  void rejected(ReplicaEvent.Rejected event);

  void lost(ReplicaEvent.Lost event);

  void statusChanged(ReplicaEvent.StatusChanged event);

  void disappeared(ReplicaEvent.Disappeared event);

  /** May block: the delivery waits. */
  void applying(ReplicaEvent.Applying event) throws InterruptedException;

  void transferring(ReplicaEvent.Transferring event);

  void starting(ReplicaEvent.Starting event);

  void waiting(ReplicaEvent.Waiting event);

  void served(ReplicaEvent.Served event);

  void crashed(ReplicaEvent.Crashed event);

  void notReady(ReplicaEvent.NotReady event);

  void needsRestart(ReplicaEvent.NeedsRestart event);

  void failed(ReplicaEvent.Failed event);
}
