package dev.innerloop.cluster.diagnosis;

import dev.innerloop.problem.Problem;
import java.util.List;

/**
 * Why a workload does not become ready.
 *
 * @param what happened, in the user's terms
 * @param why the cluster's own message
 * @param where the message was read
 * @param remedy what to do
 * @param log the container's last lines; empty if it has none, or they are not relevant
 */
public record Diagnosis(
    Cause cause, String what, String why, Place where, String remedy, List<String> log) {

  public Diagnosis {
    log = List.copyOf(log);
  }

  public Diagnosis(Cause cause, String what, String why, Place where, String remedy) {
    this(cause, what, why, where, remedy, List.of());
  }

  /** The same as the reason for another problem, such as a timeout. */
  public Diagnosis behind(String other) {
    return new Diagnosis(cause, other + ". " + what, why, where, remedy, log);
  }

  /** The problem with which a goal fails. */
  public Problem problem() {
    StringBuilder message = new StringBuilder(what).append(": ").append(why);
    message.append("\n  from ").append(where);
    if (!log.isEmpty()) {
      message.append("\n  its last lines:");
      log.forEach(line -> message.append("\n    ").append(line));
    }
    return new Problem(message.toString(), remedy);
  }
}
