package dev.innerloop.replica;

import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Edits;
import java.time.Instant;
import java.util.Optional;

/**
 * What a replica reports about itself.
 *
 * @param app the state of its app
 * @param exitCode of the app, if it exited
 * @param generation counts the changes of its workspace; 0 if it never had any
 * @param holder the session that works on it, if one does
 * @param edits how its workspace differs from its image; not compared if no image holds the app
 */
public record ReplicaReport(
    Replica replica,
    AppState app,
    int exitCode,
    long generation,
    Optional<Holder> holder,
    Edits edits) {

  /**
   * The session that works on a replica.
   *
   * @param name {@code user@host}
   */
  public record Holder(String name, Instant since) {}
}
