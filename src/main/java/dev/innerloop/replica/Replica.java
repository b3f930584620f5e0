package dev.innerloop.replica;

import java.io.IOException;

/** One running copy of an app: a container of a pod, or a local JVM with its supervisor. */
public interface Replica {

  /**
   * Unique among the replicas of its app, and what users are shown: the pod's name, or locally the
   * app's.
   */
  String name();

  /** The port on the replica's own loopback at which its supervisor listens. */
  int supervisorPort() throws IOException;

  /** Whether its supervisor can read the files that this process can, by the same paths. */
  default boolean sharesFiles() {
    return false;
  }

  /**
   * Opens a byte stream to a port on the replica's loopback.
   *
   * @param port the port inside the replica
   * @throws IOException if the replica cannot be reached or nothing listens there
   */
  ReplicaConnection connect(int port) throws IOException;
}
