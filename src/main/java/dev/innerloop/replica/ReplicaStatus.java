package dev.innerloop.replica;

/**
 * How one replica is doing.
 *
 * @param phase what it does
 * @param served the newest update of this session that it serves or has served, 0 if none
 * @param exitCode of the app, if the phase is {@link Phase#EXITED}
 */
public record ReplicaStatus(Replica replica, Phase phase, long served, int exitCode) {

  /** What a replica does, as far as we know. */
  public enum Phase {
    CONNECTING,
    /** Another session holds it. */
    HELD,
    REJECTED,
    /** Its app was never started. */
    WAITING,
    STARTING,
    SERVING,
    EXITED,
    STOPPED;

    /** Whether our session is attached to it. */
    public boolean isAttached() {
      return compareTo(WAITING) >= 0;
    }
  }
}
