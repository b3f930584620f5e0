package dev.innerloop.forward.gate;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a gate knows about one replica. Guarded by the gate's lock. */
final class ReplicaSlot {

  /** At a time, as long as they are answered quickly; more than the connections of a browser. */
  private static final int MOST_QUICK_REQUESTS = 32;

  /** A request that takes longer is slow by itself, not for lack of threads: it is not counted. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final Replica replica;
  private final List<Permit> permits = new ArrayList<>();
  private ReplicaStatus status;
  private long unchanged;
  private long epoch;
  private boolean draining;
  private @Nullable Long readySince;
  private long failedRevision = -1;
  private String failure = "";
  private boolean crashed;

  ReplicaSlot(Replica replica) {
    this.replica = replica;
    this.status = ReplicaStatus.detached(replica, ReplicaStatus.Attachment.CONNECTING, 0);
  }

  Replica replica() {
    return replica;
  }

  ReplicaStatus status() {
    return status;
  }

  /** Returns whether its app has stopped serving. */
  boolean update(ReplicaStatus to) {
    boolean stopped = status.isServing() && !to.isServing();
    status = to;
    return stopped;
  }

  boolean serves(long revision) {
    boolean newEnough =
        Math.max(status.served(), unchanged) >= revision
            || (!crashed && failedRevision >= revision);
    return status.isServing() && !draining && newEnough;
  }

  /** Since when it serves what is expected; null if it does not. */
  @Nullable Long readySince() {
    return readySince;
  }

  /** Returns whether it has just begun to serve this revision, and the revision changes its app. */
  boolean refresh(long expected) {
    if (!serves(expected)) {
      readySince = null;
    } else if (readySince == null) {
      readySince = System.nanoTime();
      return unchanged < expected;
    }
    return false;
  }

  /** A revision changes nothing that the app reads: the replica serves it already. */
  void unchanged(long revision) {
    unchanged = Math.max(unchanged, revision);
  }

  void failed(long revision, String reason, boolean hasCrashed) {
    failedRevision = revision;
    failure = reason;
    crashed = hasCrashed;
    draining = false;
  }

  boolean hasFailed(long revision) {
    return !status.isServing() && failedRevision >= revision;
  }

  Admission.Refused refusal() {
    return new Admission.Refused(failure, crashed);
  }

  /** An update is about to be applied, perhaps the one that failed: it may succeed now. */
  void drain() {
    draining = true;
    failedRevision = -1;
  }

  void reopen() {
    draining = false;
  }

  /** Whether the app is still the one that the request was admitted to. */
  boolean isCurrent(Permit permit) {
    return epoch == permit.epoch();
  }

  /** Whether the request may still be sent: its app is not about to be restarted either. */
  boolean isOpen(Permit permit) {
    return isCurrent(permit) && !draining;
  }

  /** Whether one more request would be answered at once, as far as that can be known. */
  boolean hasCapacity(long now) {
    return permits.stream().filter(permit -> permit.isQuick(now, QUICK)).count()
        < MOST_QUICK_REQUESTS;
  }

  Permit admit(Permit permit) {
    permits.add(permit);
    return permit;
  }

  void release(Permit permit) {
    permits.remove(permit);
  }

  long epoch() {
    return epoch;
  }

  int requests() {
    return permits.size();
  }

  /** Whether only streams are left. */
  boolean isIdle() {
    return permits.stream().allMatch(Permit::isStreaming);
  }

  /** The app stops or has stopped. Returns what ends the streams to it. */
  List<StreamCloser> newEpoch(long number) {
    epoch = number;
    return permits.stream().map(Permit::stream).filter(Objects::nonNull).toList();
  }
}
