package dev.innerloop.acceptance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All answers that an app may have given so far, in the order of the edits behind them. The parts
 * of an answer are separated by blanks.
 */
final class KnownAnswers {

  @GuardedBy("this")
  private final List<String> answers = new ArrayList<>();

  @GuardedBy("this")
  private int live;

  /** Of what is about to be saved. */
  synchronized void add(String answer) {
    answers.add(answer);
  }

  /** What was saved last is served by every replica. */
  synchronized void live() {
    live = answers.size() - 1;
  }

  /** What is served at least, as a number. */
  synchronized int atLeast() {
    return live;
  }

  /**
   * Whether a part of an answer is older than what was served when its request was sent. A request
   * that an app processes while edits arrive may get one part from before and another from after.
   */
  synchronized boolean isStale(String answer, int atLeast) {
    Set<String> possible = new HashSet<>();
    for (String known : answers.subList(atLeast, answers.size())) {
      possible.addAll(parts(known));
    }
    return !possible.containsAll(parts(answer));
  }

  private static List<String> parts(String answer) {
    return List.of(answer.split(" "));
  }
}
