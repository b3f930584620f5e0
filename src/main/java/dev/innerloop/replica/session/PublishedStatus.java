package dev.innerloop.replica.session;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Phase;

/** How a replica is doing, written by the thread of its session and read by all. */
public final class PublishedStatus {

  private final Replica replica;
  private final Runnable onChange;
  private volatile ReplicaStatus status;

  PublishedStatus(Replica replica, Runnable onChange) {
    this.replica = replica;
    this.onChange = onChange;
    this.status = new ReplicaStatus(replica, Phase.CONNECTING, 0, 0);
  }

  ReplicaStatus get() {
    return status;
  }

  void publish(Phase phase, int exitCode) {
    change(new ReplicaStatus(replica, phase, status.served(), exitCode));
  }

  void publishServed(long update) {
    ReplicaStatus before = status;
    change(
        new ReplicaStatus(
            replica, Phase.SERVING, Math.max(before.served(), update), before.exitCode()));
  }

  private void change(ReplicaStatus to) {
    status = to;
    onChange.run();
  }
}
