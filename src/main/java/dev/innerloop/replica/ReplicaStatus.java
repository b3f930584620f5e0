package dev.innerloop.replica;

import dev.innerloop.wire.AppState;
import java.util.Locale;

/**
 * The state of one replica.
 *
 * @param attachment whether the session works on it
 * @param app the state of its app; only known while the session is attached
 * @param served the newest revision of this session that it serves or has served, 0 if none
 * @param exitCode of the app, if that has exited
 */
public record ReplicaStatus(
    Replica replica, Attachment attachment, AppState app, long served, int exitCode) {

  /** Whether a session works on a replica. */
  public enum Attachment {
    /** Not connected, or it does not answer. */
    CONNECTING,
    /** Another session works on it. */
    CLAIMED,
    /** It refuses us, for good. */
    REJECTED,
    ATTACHED
  }

  /** A replica that the session does not work on. */
  public static ReplicaStatus detached(Replica replica, Attachment why, long served) {
    if (why == Attachment.ATTACHED) {
      throw new IllegalArgumentException("attached");
    }
    return new ReplicaStatus(replica, why, AppState.WAITING, served, 0);
  }

  /** A replica that the session works on. */
  public static ReplicaStatus attached(Replica replica, AppState app, long served, int exitCode) {
    return new ReplicaStatus(replica, Attachment.ATTACHED, app, served, exitCode);
  }

  public boolean isAttached() {
    return attachment == Attachment.ATTACHED;
  }

  public boolean isServing() {
    return isAttached() && app == AppState.SERVING;
  }

  /** In one word, such as {@code starting}. */
  public String word() {
    return (isAttached() ? app : attachment).toString().toLowerCase(Locale.ROOT);
  }
}
