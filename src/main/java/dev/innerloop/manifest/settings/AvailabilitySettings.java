package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;

/** Disruption budget and autoscaling of the replicas. */
public record AvailabilitySettings(Optional<Budget> budget, Optional<Autoscaling> autoscaling) {

  static final AvailabilitySettings NONE =
      new AvailabilitySettings(Optional.empty(), Optional.empty());

  /** PodDisruptionBudget: one of the two values, a number or a percentage. */
  public record Budget(Optional<String> minAvailable, Optional<String> maxUnavailable) {

    public Budget {
      if (minAvailable.isPresent() == maxUnavailable.isPresent()) {
        throw new Problem(
            "disruptionBudget needs either minAvailable or maxUnavailable.",
            "For example, allow one unavailable replica:"
                + " <disruptionBudget><maxUnavailable>1</maxUnavailable></disruptionBudget>");
      }
    }
  }

  /**
   * Range of replicas and target utilization.
   *
   * @param cpu percent of the CPU request
   * @param memory percent of the memory request
   */
  public record Autoscaling(int min, int max, OptionalInt cpu, OptionalInt memory) {

    public Autoscaling {
      if (max < min) {
        throw new Problem(
            "autoscaling.max is " + max + ", which is less than autoscaling.min, " + min + ".",
            "Set a greater value.");
      }
    }
  }
}
