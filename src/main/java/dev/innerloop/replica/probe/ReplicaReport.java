package dev.innerloop.replica.probe;

import dev.innerloop.replica.Replica;
import java.time.Instant;
import java.util.Optional;

/**
 * What a replica says of itself.
 *
 * @param app what its app does
 * @param generation counts the changes of what it holds; 0 if it never held anything
 * @param holder the session that works on it, if one does
 * @param edits how what it holds differs from its image; nothing if no image holds the app. A
 *     replica that holds nothing yet has no edits
 */
public record ReplicaReport(
    Replica replica,
    App app,
    long generation,
    Optional<Holder> holder,
    Optional<ImageEdits> edits) {

  /** What an app does. */
  public sealed interface App {

    /** Never started: no session has come yet, and its image is not started or holds nothing. */
    record Waiting() implements App {}

    record Starting() implements App {}

    record Serving() implements App {}

    /** It ended by itself. */
    record Exited(int code) implements App {}

    /** It was ended, and not started again. */
    record Stopped() implements App {}
  }

  /**
   * Who works on a replica.
   *
   * @param name {@code user@host}
   */
  public record Holder(String name, Instant since) {}
}
