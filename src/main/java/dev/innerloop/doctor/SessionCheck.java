package dev.innerloop.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether another session uses the app already.
 *
 * @param holder user and start of that session
 * @param takeover whether the user takes it over
 */
public record SessionCheck(
    String app, Supplier<Optional<String>> holder, Supplier<Boolean> takeover) implements Check {

  @Override
  public Topic topic() {
    return Topic.SESSION;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE, Topic.RIGHTS);
  }

  @Override
  public CheckResult run() {
    Optional<String> found = holder.get();
    if (found.isEmpty()) {
      return CheckResult.ok("no other session");
    }
    return takeover.get()
        ? CheckResult.ok(found.get() + "; that session would be taken over")
        : CheckResult.problem(
            found.get() + ".",
            "Wait until that session has ended, or take it over: -Ddev.takeover");
  }
}
