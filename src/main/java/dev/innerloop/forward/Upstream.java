package dev.innerloop.forward;

import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.http.HttpStream;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.Closeable;
import java.io.IOException;

/** A connection to the app in one replica, used for one request after the other. */
final class Upstream implements Closeable {

  private final Replica replica;
  private final long epoch;
  private final ReplicaConnection connection;
  private final HttpStream http;
  private volatile boolean dropped;
  private boolean reused;
  private long idleSince;

  Upstream(Replica replica, long epoch, ReplicaConnection connection) {
    this.replica = replica;
    this.epoch = epoch;
    this.connection = connection;
    this.http = new HttpStream(connection.input(), connection.output());
  }

  HttpStream http() {
    return http;
  }

  Replica replica() {
    return replica;
  }

  boolean leadsTo(Permit permit) {
    return replica.equals(permit.replica()) && epoch == permit.epoch();
  }

  /** Whether it has carried a request before. */
  boolean isReused() {
    return reused;
  }

  boolean isDropped() {
    return dropped;
  }

  void markIdle() {
    reused = true;
    idleSince = System.nanoTime();
  }

  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  /**
   * Whether the app has sent more than it was asked for: who sends the next request would take it
   * for the answer.
   */
  boolean hasUnread() {
    return http.hasUnread() || connection.hasUnread();
  }

  /** Whether the app has hung up meanwhile, as far as that can be known. */
  boolean isStale() {
    return connection.isOver();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  /** Closes it, for good and without a word: it is of no use any more. */
  void drop() {
    dropped = true;
    try {
      close();
    } catch (IOException e) {
      return; // it is closed either way
    }
  }
}
