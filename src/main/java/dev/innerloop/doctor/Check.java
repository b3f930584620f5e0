package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.List;

/** Checks one precondition of a run. Changes nothing. */
public interface Check {

  Topic topic();

  /** The app that it concerns; empty if it concerns all. */
  default String app() {
    return "";
  }

  /** Topics that must be free of problems for this check to make sense. */
  default List<Topic> needs() {
    return List.of();
  }

  /**
   * Performs the check.
   *
   * @throws Problem for what would stop a run
   */
  CheckResult run();
}
