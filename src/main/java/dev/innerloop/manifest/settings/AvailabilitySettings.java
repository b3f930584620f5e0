package dev.innerloop.manifest.settings;

import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;

/** How many replicas there are while nodes come and go and load changes. */
public record AvailabilitySettings(Optional<Budget> budget, Optional<Autoscaling> autoscaling) {

  static final AvailabilitySettings NONE =
      new AvailabilitySettings(Optional.empty(), Optional.empty());

  /** What an eviction has to leave: one of both, a number or a percentage. */
  public record Budget(Optional<String> minAvailable, Optional<String> maxUnavailable) {

    public Budget {
      if (minAvailable.isPresent() == maxUnavailable.isPresent()) {
        throw new Problem(
            "disruptionBudget needs one of minAvailable and maxUnavailable.",
            "Say how many may be missing: "
                + "<disruptionBudget><maxUnavailable>1</maxUnavailable></disruptionBudget>");
      }
    }
  }

  /**
   * From how many replicas to how many.
   *
   * @param cpu percent of the CPU that pods ask for
   * @param memory percent of the memory that pods ask for
   */
  public record Autoscaling(int min, int max, OptionalInt cpu, OptionalInt memory) {

    public Autoscaling {
      if (max < min) {
        throw new Problem(
            "autoscaling.max is " + max + ", which is less than autoscaling.min, " + min + ".",
            "Give a greater one.");
      }
    }
  }
}
