package dev.innerloop.replica;

import java.io.Closeable;

/** Tells which replicas of an app there are, now and from now on. */
public interface ReplicaSource {

  /**
   * Starts telling. What is there already is told first.
   *
   * @return closes the subscription; nothing is told afterwards
   */
  Closeable watch(Listener listener);

  /** Told in order, from one thread at a time. */
  interface Listener {

    void appeared(Replica replica);

    /** It terminates, was replaced, or is gone. */
    void disappeared(Replica replica);
  }
}
