package dev.innerloop.image.layout;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Options of a JVM as users write them on one line, and as {@code JDK_JAVA_OPTIONS} has them. */
public final class JvmOptions {

  private JvmOptions() {}

  /**
   * Parts of a line, separated by blanks; quotes of either kind keep blanks.
   *
   * @throws Problem if one of them is no option, or is ours to give
   */
  public static List<String> parse(String line) {
    List<String> options = new ArrayList<>();
    StringBuilder option = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : line.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          option.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (!Character.isWhitespace(c)) {
        option.append(c);
        begun = true;
      } else if (begun) {
        options.add(option.toString());
        option.setLength(0);
        begun = false;
      }
    }
    if (begun) {
      options.add(option.toString());
    }
    for (int i = 0; i < options.size(); i++) {
      boolean value = i > 0 && options.get(i - 1).matches("--(add|patch|limit|enable)-[^=]*");
      if (!value) {
        require(options.get(i));
      }
    }
    return List.copyOf(options);
  }

  private static void require(String option) {
    if (option.matches("-cp|-classpath|--class-path(=.*)?|-jar|-m|--module(=.*)?|-agentlib:jdwp.*")
        || !option.startsWith("-")) {
      throw new Problem(
          "dev.jvmOptions has \"" + option + "\", which is not an option to give to a JVM here.",
          option.startsWith("-agentlib")
              ? "Leave it out: dev:debug opens the app to a debugger."
              : "Leave it out: what runs, with which class path, comes from the project."
                  + " For example: -Ddev.jvmOptions=\"-Xss512k -Dfile.encoding=UTF-8\"");
    }
  }

  static String quoted(List<String> options) {
    return options.stream()
        .map(
            option ->
                option.matches(".*[\\s\"'].*")
                    ? "\"" + option.replace("\"", "\\\"") + "\""
                    : option)
        .collect(Collectors.joining(" "));
  }
}
