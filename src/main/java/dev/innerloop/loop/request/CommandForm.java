package dev.innerloop.loop.request;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How the user called us, so that the commands that we print can be typed as they are.
 *
 * @param maven the call of Maven with what selects the project, such as {@code mvn -f app}
 * @param prefix what stands before a goal, such as {@code dev:}
 * @param options user properties that select the app and the cluster, to be repeated
 * @param appOptions user properties that say what the app is, to be repeated where it is deployed
 */
public record CommandForm(
    String maven, String prefix, List<String> options, List<String> appOptions) {

  /** Need no more of the app than its name. */
  private static final Set<String> BY_NAME = Set.of("status", "log", "stop", "delete", "help");

  public CommandForm {
    options = List.copyOf(options);
    appOptions = List.copyOf(appOptions);
  }

  /** The same, without a user property that is in the way. */
  public CommandForm without(String property) {
    Predicate<String> kept = option -> !option.startsWith("-D" + property + "=");
    return new CommandForm(
        maven,
        prefix,
        options.stream().filter(kept).toList(),
        appOptions.stream().filter(kept).toList());
  }

  /** The command for another goal of ours. */
  public String of(String goal, String... more) {
    StringBuilder command = new StringBuilder(maven).append(' ').append(prefix).append(goal);
    options.forEach(option -> command.append(' ').append(option));
    if (!BY_NAME.contains(goal)) {
      appOptions.forEach(option -> command.append(' ').append(option));
    }
    for (String option : more) {
      command.append(' ').append(option);
    }
    return command.toString();
  }
}
