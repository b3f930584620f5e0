package dev.innerloop.mojo.execution;

import java.util.List;
import java.util.Optional;

/** A goal of this plugin that follows another one on the same command line. */
public final class FollowingGoal {

  private FollowingGoal() {}

  /**
   * Returns the id of its execution; empty if it does not follow.
   *
   * @param typed the goals in the order of the command line
   * @param goal that is executed now, such as {@code image}
   * @param following such as {@code export}
   */
  public static Optional<String> execution(List<String> typed, String goal, String following) {
    for (int i = 0; i < typed.size(); i++) {
      String current = withoutExecution(typed.get(i));
      if (current.endsWith(":" + goal)) {
        String later = current.substring(0, current.length() - goal.length()) + following;
        return typed.subList(i + 1, typed.size()).stream()
            .filter(it -> withoutExecution(it).equals(later))
            .map(it -> it.equals(later) ? "default-cli" : it.substring(later.length() + 1))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  private static String withoutExecution(String typed) {
    int at = typed.indexOf('@');
    return at < 0 ? typed : typed.substring(0, at);
  }
}
