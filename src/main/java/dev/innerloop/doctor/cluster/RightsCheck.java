package dev.innerloop.doctor.cluster;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the user may do what a run does.
 *
 * @param require what a run itself does to make sure: a problem names all that is missing
 * @param command that writes what is to be asked for into a file
 */
public record RightsCheck(Supplier<String> namespace, Runnable require, String command)
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
  public Finding look() {
    try {
      require.run();
    } catch (Problem lacking) {
      return Finding.problem(
          String.valueOf(lacking.getMessage()),
          lacking.remedy() + "\nThe same as a file: " + command);
    }
    return Finding.ok("you may do what a run does in " + namespace.get());
  }
}
