package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.Locale;

/**
 * The result of a check.
 *
 * @param what was found, in one or a few lines
 * @param remedy what to do; empty if there is nothing to do
 * @param blocker why dependent checks cannot be performed; empty if they can
 */
public record CheckResult(State state, String what, String remedy, String blocker) {

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

  public static CheckResult ok(String what) {
    return new CheckResult(State.OK, what, "", "");
  }

  /** No problem, but dependent checks have nothing to check. */
  public static CheckResult okBlocking(String what, String blocker) {
    return new CheckResult(State.OK, what, "", blocker);
  }

  public static CheckResult warning(String what, String remedy) {
    return new CheckResult(State.WARNING, what, remedy, "");
  }

  public static CheckResult problem(String what, String remedy) {
    return new CheckResult(State.PROBLEM, what, remedy, "");
  }

  public static CheckResult of(Problem problem) {
    return problem(String.valueOf(problem.getMessage()), problem.remedy());
  }

  public static CheckResult unchecked(String why) {
    return new CheckResult(State.UNCHECKED, why, "", why);
  }

  CheckResult blocking(String why) {
    return blocker.isEmpty() ? new CheckResult(state, what, remedy, why) : this;
  }
}
