package dev.innerloop.loop;

import java.util.List;

/**
 * How the user called us, so that the commands that we print can be typed as they are.
 *
 * @param maven the call of Maven with what selects the project, such as {@code mvn -f app}
 * @param prefix what stands before a goal, such as {@code dev:}
 * @param options user properties that select the app and the cluster, to be repeated
 */
public record CommandForm(String maven, String prefix, List<String> options) {

  public CommandForm {
    options = List.copyOf(options);
  }

  /** The command for another goal of ours. */
  public String of(String goal, String... more) {
    StringBuilder command = new StringBuilder(maven).append(' ').append(prefix).append(goal);
    options.forEach(option -> command.append(' ').append(option));
    for (String option : more) {
      command.append(' ').append(option);
    }
    return command.toString();
  }
}
