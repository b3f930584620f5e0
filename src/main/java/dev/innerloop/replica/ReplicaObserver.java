package dev.innerloop.replica;

/**
 * Is notified of what happens to the replicas of an app. Replicas report from threads of their own,
 * so that implementations must be safe for many threads. They must return soon, except for {@link
 * ReplicaEvent.Applying}.
 *
 * <p>An observer of a few kinds of events tests for these. One that has to decide about all of them
 * is a {@link ReplicaEventHandler}.
 */
@FunctionalInterface
public interface ReplicaObserver {

  /** May block only for {@link ReplicaEvent.Applying}: the delivery waits. */
  void observe(ReplicaEvent event) throws InterruptedException;
}
