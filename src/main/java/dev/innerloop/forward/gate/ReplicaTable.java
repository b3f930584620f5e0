package dev.innerloop.forward.gate;

import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The replicas of a gate, and which of them requests are for. Guarded by the gate's lock. */
final class ReplicaTable {

  /** A replica that serves first takes the requests over unless the usual one follows so soon. */
  private static final Duration GRACE = Duration.ofMillis(50);

  private final Map<Replica, ReplicaSlot> standings = new LinkedHashMap<>();
  private long expected;
  private long epochs;
  private long generation;
  private @Nullable Replica chosen;

  /** The newest update that answers, not counting those that changed nothing. */
  long generation() {
    return generation;
  }

  @Nullable ReplicaSlot of(Replica replica) {
    return standings.get(replica);
  }

  /** Requests are to be answered by this update or a newer one. */
  void expect(long update) {
    expected = Math.max(expected, update);
    refresh();
  }

  /**
   * The status of a replica, which may be new.
   *
   * @return what ends the streams that lead nowhere any more
   */
  List<Permit.Cut> note(ReplicaStatus status) {
    ReplicaSlot standing = standings.computeIfAbsent(status.replica(), ReplicaSlot::new);
    boolean left = standing.status.isServing() && !status.isServing();
    standing.status = status;
    List<Permit.Cut> cuts = left ? newEpoch(standing) : List.of();
    refresh();
    return cuts;
  }

  /**
   * A replica does not exist any more.
   *
   * @return what ends the streams that lead to it
   */
  List<Permit.Cut> remove(Replica replica) {
    ReplicaSlot gone = standings.remove(replica);
    List<Permit.Cut> cuts = gone == null ? List.of() : newEpoch(gone);
    refresh();
    return cuts;
  }

  /** The app of a replica ends, or has ended. */
  List<Permit.Cut> newEpoch(ReplicaSlot standing) {
    return standing.newEpoch(++epochs);
  }

  /** Something is known of a replica that was not known before. */
  void refresh() {
    for (ReplicaSlot standing : standings.values()) {
      if (!standing.serves(expected)) {
        standing.readySince = null;
      } else if (standing.readySince == null) {
        standing.readySince = System.nanoTime();
        if (standing.unchanged < expected) {
          generation = expected;
        }
      }
    }
  }

  /** Requests stick to this one from now on. */
  void choose(ReplicaSlot standing) {
    chosen = standing.replica;
  }

  /** The replica that requests go to, or else any that serves, whatever it is that it serves. */
  Optional<Replica> serving() {
    ReplicaSlot usual = usual();
    if (usual != null && usual.status.isServing()) {
      return Optional.of(usual.replica);
    }
    return standings.values().stream()
        .filter(standing -> standing.status.isServing())
        .map(standing -> standing.replica)
        .findFirst();
  }

  /** The replica that may answer: the usual one, else the one that may for the longest time. */
  @Nullable ReplicaSlot best() {
    ReplicaSlot usual = usual();
    if (usual != null && usual.serves(expected)) {
      return usual;
    }
    ReplicaSlot first = null;
    for (ReplicaSlot standing : standings.values()) {
      Long since = standing.readySince;
      if (since != null
          && (first == null || first.readySince == null || since - first.readySince < 0)) {
        first = standing;
      }
    }
    return first;
  }

  /** For how many nanoseconds another replica has to wait for the usual one and its sessions. */
  long grace(ReplicaSlot best, long now) {
    ReplicaSlot usual = usual();
    if (usual == null || usual == best || !usual.status.isServing() || best.readySince == null) {
      return 0;
    }
    return best.readySince + GRACE.toNanos() - now;
  }

  private @Nullable ReplicaSlot usual() {
    return chosen == null ? null : standings.get(chosen);
  }

  /** What to say if every replica has failed; null if there is hope. */
  @Nullable Refused failure() {
    ReplicaSlot failed = null;
    for (ReplicaSlot standing : standings.values()) {
      if (standing.status.isAttached()) {
        if (!standing.hasFailed(expected)) {
          return null;
        }
        failed = standing;
      }
    }
    return failed == null ? null : failed.refusal();
  }

  /** What there is to wait for, as a sentence. */
  String waitingFor() {
    if (standings.values().stream().noneMatch(standing -> standing.status.isAttached())) {
      return "No replica of the app runs yet.";
    }
    StringBuilder text = new StringBuilder("Update ").append(expected).append(" is on its way: ");
    String separator = "";
    for (ReplicaSlot standing : standings.values()) {
      text.append(separator)
          .append(standing.replica.name())
          .append(" is ")
          .append(standing.status.word());
      separator = ", ";
    }
    return text.append('.').toString();
  }
}
