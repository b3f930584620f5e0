package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the user has the permissions that a run requires.
 *
 * @param require the same check as in a run: a problem lists all missing permissions
 * @param command that writes the Role to ask for into a file
 */
public record PermissionsCheck(Supplier<String> namespace, Runnable require, String command)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.RIGHTS;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE);
  }

  @Override
  public CheckResult run() {
    try {
      require.run();
    } catch (Problem lacking) {
      return CheckResult.problem(
          String.valueOf(lacking.getMessage()),
          lacking.remedy() + "\nThe same as a file: " + command);
    }
    return CheckResult.ok("you have all required permissions in " + namespace.get());
  }
}
