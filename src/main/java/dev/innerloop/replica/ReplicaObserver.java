package dev.innerloop.replica;

/**
 * Is notified of what happens to the replicas of an app. Replicas report from threads of their own,
 * so that implementations must be safe for many threads. They must return soon, except from {@link
 * #applying}.
 *
 * <p>There are no default methods: each observer decides about every event.
 */
public interface ReplicaObserver {

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

  void served(ReplicaEvent.Served event);

  void crashed(ReplicaEvent.Crashed event);

  void notReady(ReplicaEvent.NotReady event);

  void needsRestart(ReplicaEvent.NeedsRestart event);

  void failed(ReplicaEvent.Failed event);
}
