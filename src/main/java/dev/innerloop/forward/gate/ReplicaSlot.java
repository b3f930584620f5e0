package dev.innerloop.forward.gate;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate knows of one replica. Guarded by the gate's lock. */
final class ReplicaSlot {

  /** At a time, as long as they are answered quickly; more than the connections of a browser. */
  private static final int MOST_VISITS = 32;

  /** What takes longer is slow by itself, not for want of threads: it takes up no room. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  final Replica replica;
  final List<Permit> visits = new ArrayList<>();
  ReplicaStatus status;
  long unchanged;
  long epoch;
  boolean draining;
  @Nullable Long readySince;
  private long failedUpdate = -1;
  private String failure = "";
  private boolean crashed;

  ReplicaSlot(Replica replica) {
    this.replica = replica;
    this.status = ReplicaStatus.detached(replica, ReplicaStatus.Attachment.CONNECTING, 0);
  }

  boolean serves(long update) {
    boolean newEnough =
        Math.max(status.served(), unchanged) >= update || (!crashed && failedUpdate >= update);
    return status.isServing() && !draining && newEnough;
  }

  boolean hasFailed(long update) {
    return !status.isServing() && failedUpdate >= update;
  }

  /** Whether one more request would be answered at once, as far as that can be known. */
  boolean hasRoom(long now) {
    return visits.stream().filter(visit -> visit.isQuick(now, QUICK)).count() < MOST_VISITS;
  }

  boolean isQuiet() {
    return visits.stream().allMatch(Permit::isLasting);
  }

  void failed(long update, String reason, boolean hasCrashed) {
    failedUpdate = update;
    failure = reason;
    crashed = hasCrashed;
    draining = false;
  }

  /** It is about to take an update, perhaps the one that failed: there is hope again. */
  void drain() {
    draining = true;
    failedUpdate = -1;
  }

  Admission.Refused refusal() {
    return new Admission.Refused(failure, crashed);
  }

  /** Whatever leads to the app as it was is of no use any more. */
  List<Permit.Cut> newEpoch(long number) {
    epoch = number;
    return visits.stream().filter(Permit::isLasting).map(Permit::cut).toList();
  }
}
