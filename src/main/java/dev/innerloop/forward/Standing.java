package dev.innerloop.forward;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate knows of one replica. Guarded by the gate's lock. */
final class Standing {

  final Replica replica;
  final List<Visit> visits = new ArrayList<>();
  Phase phase = Phase.CONNECTING;
  long served;
  long unchanged;
  long epoch;
  boolean draining;
  @Nullable Long readySince;
  private long failedUpdate = -1;
  private String failure = "";
  private boolean crashed;

  Standing(Replica replica) {
    this.replica = replica;
  }

  boolean serves(long update) {
    boolean newEnough =
        Math.max(served, unchanged) >= update || (!crashed && failedUpdate >= update);
    return phase == Phase.SERVING && !draining && newEnough;
  }

  boolean hasFailed(long update) {
    return phase != Phase.SERVING && failedUpdate >= update;
  }

  boolean isQuiet() {
    return visits.stream().allMatch(Visit::isLasting);
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
  List<Visit.Cut> newEpoch(long number) {
    epoch = number;
    return visits.stream().filter(Visit::isLasting).map(Visit::cut).toList();
  }
}
