package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.List;

/** Looks at one thing that could stop a run. Looking changes nothing. */
public interface Check {

  Topic topic();

  /** The app that it is about; empty if it is about all. */
  default String app() {
    return "";
  }

  /** What has to be right for it to make sense. */
  default List<Topic> needs() {
    return List.of();
  }

  /**
   * Looks.
   *
   * @throws Problem for something that would stop a run
   */
  Finding look();
}
