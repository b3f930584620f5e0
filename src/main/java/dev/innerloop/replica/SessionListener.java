package dev.innerloop.replica;

import dev.innerloop.wire.ReloadStrategy;
import java.time.Duration;
import java.time.Instant;

/**
 * Told what happens in the replicas. Each replica tells from a thread of its own, so that
 * implementations must stand calls at the same time, and return soon.
 */
public interface SessionListener {

  /** The session holds the replica now. */
  default void attached(Replica replica) {}

  /**
   * Somebody else works on the replica; it is tried again until the session ends.
   *
   * @param holder who: {@code user@host}
   * @param since since when
   */
  default void held(Replica replica, String holder, Instant since) {}

  /** The replica does not talk to us, and never will: a wrong key, another version. */
  default void rejected(Replica replica, String why) {}

  /** The connection broke or cannot be made; told once, until the next {@link #attached}. */
  default void lost(Replica replica, String why) {}

  /** The status of a replica has changed, or there is one more or less. */
  default void changed() {}

  /**
   * An update is about to be sent. The session waits while this waits: what is under way in the
   * replica can so be let finish before its app restarts.
   *
   * @param strategy how the update most likely takes effect; it may take more or less than that
   */
  default void applying(Replica replica, long update, ReloadStrategy strategy)
      throws InterruptedException {}

  /**
   * Content is on its way: so many bytes of so many.
   *
   * @param taken since the first of them
   */
  default void transferring(Replica replica, long sent, long total, Duration taken) {}

  /** The app's JVM was started; it may take a while until it serves. */
  default void starting(Replica replica) {}

  default void served(Served served) {}

  /** The app ended by itself; the next update starts it again. */
  default void crashed(Replica replica, long update, int exitCode) {}

  /** The app runs, but did not become ready in time. */
  default void notReady(Replica replica, long update) {}

  /**
   * The update needs a restart, which this session leaves to its user.
   *
   * @param why what needs it
   */
  default void needsRestart(Replica replica, long update, String why) {}

  /** The update could not be carried out; it is tried again. */
  default void failed(Replica replica, long update, String why) {}
}
