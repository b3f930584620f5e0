package dev.innerloop.forward.gate;

import dev.innerloop.forward.gate.Admission.Refused;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Attachment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The replicas of a gate, and which of them gets a request. Guarded by the gate's lock. */
final class ReplicaTable {

  /** A replica that serves first gets the requests unless the usual one follows this soon. */
  private static final Duration GRACE = Duration.ofMillis(50);

  /** When a request that waits for capacity checks whether others have become slow meanwhile. */
  private static final Duration CAPACITY_CHECK = Duration.ofMillis(250);

  private final Map<Replica, ReplicaSlot> slots = new LinkedHashMap<>();
  private long expected;
  private long epochs;
  private long revision;
  private @Nullable Replica chosen;
  private @Nullable Replica preferred;

  /** What becomes of a request at one moment. */
  sealed interface Decision {

    record Forward(ReplicaSlot slot) implements Decision {}

    record Refuse(Refused refused) implements Decision {}

    /**
     * @param nanos until another decision is due, unless something changes before
     * @param forCapacity whether a replica serves, but has too many requests
     */
    record Wait(long nanos, boolean forCapacity) implements Decision {}
  }

  Decision decide(long now) {
    ReplicaSlot best = best();
    if (best == null) {
      Refused failure = failure();
      return failure == null
          ? new Decision.Wait(Long.MAX_VALUE, false)
          : new Decision.Refuse(failure);
    }
    long grace = grace(best, now);
    if (grace > 0) {
      return new Decision.Wait(grace, false);
    }
    return best.hasCapacity(now)
        ? new Decision.Forward(best)
        : new Decision.Wait(CAPACITY_CHECK.toNanos(), true);
  }

  /** The newest revision that is served, not counting those that changed nothing. */
  long revision() {
    return revision;
  }

  @Nullable ReplicaSlot slot(Replica replica) {
    return slots.get(replica);
  }

  /** Requests are to be answered by this revision or a newer one. */
  void expect(long newer) {
    expected = Math.max(expected, newer);
    refresh();
  }

  /**
   * The status of a replica, which may be new.
   *
   * @return what ends the streams whose app has stopped
   */
  List<StreamCloser> update(ReplicaStatus status) {
    ReplicaSlot slot = slots.computeIfAbsent(status.replica(), ReplicaSlot::new);
    List<StreamCloser> closers = slot.update(status) ? newEpoch(slot) : List.of();
    refresh();
    return closers;
  }

  /**
   * A replica does not exist any more.
   *
   * @return what ends the streams to it
   */
  List<StreamCloser> remove(Replica replica) {
    ReplicaSlot removed = slots.remove(replica);
    List<StreamCloser> closers = removed == null ? List.of() : newEpoch(removed);
    refresh();
    return closers;
  }

  /** Changes what is known about a replica, if it exists. */
  void change(Replica replica, Consumer<ReplicaSlot> change) {
    ReplicaSlot slot = slots.get(replica);
    if (slot != null) {
      change.accept(slot);
      refresh();
    }
  }

  /** The app of a replica stops, or has stopped. */
  List<StreamCloser> newEpoch(ReplicaSlot slot) {
    return slot.newEpoch(++epochs);
  }

  private void refresh() {
    for (ReplicaSlot slot : slots.values()) {
      if (slot.refresh(expected)) {
        revision = expected;
      }
    }
  }

  /** Requests stick to this replica while it serves, whatever others do. */
  void prefer(Replica replica) {
    preferred = replica;
  }

  /** Requests stick to this replica from now on. */
  void choose(ReplicaSlot slot) {
    chosen = slot.replica();
  }

  /** The replica that requests go to, else any that serves, whatever its revision. */
  Optional<Replica> serving() {
    ReplicaSlot usual = usual();
    if (usual != null && usual.status().isServing()) {
      return Optional.of(usual.replica());
    }
    return slots.values().stream()
        .filter(slot -> slot.status().isServing())
        .map(ReplicaSlot::replica)
        .findFirst();
  }

  /** The usual replica if it serves what is expected, else the one that does for longest. */
  @Nullable ReplicaSlot best() {
    ReplicaSlot usual = usual();
    if (usual != null && usual.serves(expected)) {
      return usual;
    }
    ReplicaSlot first = null;
    Long firstSince = null;
    for (ReplicaSlot slot : slots.values()) {
      Long since = slot.readySince();
      if (since != null && (firstSince == null || since - firstSince < 0)) {
        first = slot;
        firstSince = since;
      }
    }
    return first;
  }

  /** How many nanoseconds another replica waits for the usual one, which has the HTTP sessions. */
  private long grace(ReplicaSlot best, long now) {
    ReplicaSlot usual = usual();
    Long since = best.readySince();
    if (usual == null || usual == best || !usual.status().isServing() || since == null) {
      return 0;
    }
    return since + GRACE.toNanos() - now;
  }

  private @Nullable ReplicaSlot usual() {
    ReplicaSlot first = preferred == null ? null : slots.get(preferred);
    if (first != null && first.status().isServing()) {
      return first;
    }
    return chosen == null ? null : slots.get(chosen);
  }

  /** The answer if every replica has failed; null if one may still succeed. */
  private @Nullable Refused failure() {
    ReplicaSlot failed = null;
    for (ReplicaSlot slot : slots.values()) {
      if (slot.status().isAttached()) {
        if (!slot.hasFailed(expected)) {
          return null;
        }
        failed = slot;
      }
    }
    return failed == null ? null : failed.refusal();
  }

  /** What requests wait for, as a sentence. */
  String waitingFor() {
    if (slots.values().stream().noneMatch(slot -> slot.status().isAttached())) {
      return slots.values().stream()
              .anyMatch(slot -> slot.status().attachment() == Attachment.CLAIMED)
          ? "Another session works on the replicas of the app."
          : "No replica of the app runs yet.";
    }
    StringBuilder text = new StringBuilder("Update ").append(expected).append(" is on its way: ");
    String separator = "";
    for (ReplicaSlot slot : slots.values()) {
      text.append(separator)
          .append(slot.replica().name())
          .append(" is ")
          .append(slot.status().word());
      separator = ", ";
    }
    return text.append('.').toString();
  }
}
