package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.Locale;

/**
 * The result of a check.
 *
 * @param what was found, in one or a few lines
 * @param remedy what to do; empty if there is nothing to do
 * @param withheld why dependent checks cannot be performed; empty if they can
 */
public record Finding(State state, String what, String remedy, String withheld) {

  /** The result's severity. */
  public enum State {
    OK,
    /** It may stop a run, or part of one. */
    WARNING,
    /** It would stop a run. */
    PROBLEM,
    /** Not performed. */
    UNCHECKED;

    public String word() {
      return this == UNCHECKED ? "not checked" : name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding ok(String what) {
    return new Finding(State.OK, what, "", "");
  }

  /** No problem, but dependent checks have nothing to check. */
  public static Finding okWithout(String what, String withheld) {
    return new Finding(State.OK, what, "", withheld);
  }

  public static Finding warning(String what, String remedy) {
    return new Finding(State.WARNING, what, remedy, "");
  }

  public static Finding problem(String what, String remedy) {
    return new Finding(State.PROBLEM, what, remedy, "");
  }

  public static Finding of(Problem problem) {
    return problem(String.valueOf(problem.getMessage()), problem.remedy());
  }

  public static Finding unchecked(String why) {
    return new Finding(State.UNCHECKED, why, "", why);
  }

  Finding withholding(String why) {
    return withheld.isEmpty() ? new Finding(state, what, remedy, why) : this;
  }
}
