package dev.innerloop.request;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the user called the plugin, so that the commands that it prints can be pasted into a shell
 * and act on the same app.
 *
 * @param maven the call of Maven with the project's selection, such as {@code mvn -f app}
 * @param prefix what precedes a goal, such as {@code dev:}
 * @param options the user properties to repeat
 */
public record CommandForm(String maven, String prefix, List<Option> options) {

  /**
   * A user property that was set on the command line.
   *
   * @param goals the goals that have this property
   */
  public record Option(String property, String value, Set<String> goals) {

    public Option {
      goals = Set.copyOf(goals);
    }

    private String typed() {
      return ShellWord.of("-D" + property + "=" + value);
    }
  }

  public CommandForm {
    options = List.copyOf(options);
  }

  /** The same, but without a user property. */
  public CommandForm without(String property) {
    return new CommandForm(
        maven,
        prefix,
        options.stream().filter(option -> !option.property().equals(property)).toList());
  }

  /**
   * The command for another goal of the plugin, with the user properties that the goal has.
   *
   * @param more options of the form {@code -Dname=value}, which replace those that the user set
   */
  public String of(String goal, String... more) {
    Predicate<Option> isReplaced =
        option ->
            Arrays.stream(more)
                .anyMatch(it -> (it + "=").startsWith("-D" + option.property() + "="));
    Stream<String> repeated =
        options.stream()
            .filter(option -> option.goals().contains(goal))
            .filter(isReplaced.negate())
            .map(Option::typed);
    return Stream.concat(
            Stream.of(maven, prefix + goal), Stream.concat(repeated, Arrays.stream(more)))
        .collect(Collectors.joining(" "));
  }
}
