package dev.innerloop.local;

import dev.innerloop.problem.Problem;

/** Receives what a local replica prints; calls may come from several threads. */
public interface OutputListener {

  /** The app or its supervisor printed a line. */
  void line(String line);

  /** There is no local replica any more. */
  default void problem(Problem problem) {
    line("[dev] " + problem.getMessage());
    line("[dev] " + problem.remedy());
  }
}
