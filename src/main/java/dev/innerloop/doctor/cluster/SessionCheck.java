package dev.innerloop.doctor.cluster;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether somebody works on the app already.
 *
 * @param holder who, and since when
 * @param takeover whether the user wants it in spite of that
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
  public Finding look() {
    Optional<String> found = holder.get();
    if (found.isEmpty()) {
      return Finding.ok("nobody works on it");
    }
    return takeover.get()
        ? Finding.ok(found.get() + ", from whom it would be taken")
        : Finding.problem(
            found.get() + ".",
            "Wait until that session has ended, or take the app over: -Ddev.takeover");
  }
}
