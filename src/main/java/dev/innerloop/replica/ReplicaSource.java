package dev.innerloop.replica;

import java.io.Closeable;

/** Reports the replicas of an app, existing and future ones. */
public interface ReplicaSource {

  /**
   * Starts watching. Existing replicas are reported first.
   *
   * @return closes the subscription; nothing is reported afterwards
   */
  Closeable watch(Listener listener);

  /** Called in order, from one thread at a time. */
  interface Listener {

    void appeared(Replica replica);

    /** It terminates, was replaced, or is gone. */
    void disappeared(Replica replica);
  }
}
