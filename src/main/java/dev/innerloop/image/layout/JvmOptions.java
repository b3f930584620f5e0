package dev.innerloop.image.layout;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JVM options on one line, as written by users and in {@code JDK_JAVA_OPTIONS}. The rules are those
 * of the Java launcher for that variable: any white space separates, and a backslash has no
 * meaning. The splitter of plexus-utils separates only at spaces, so it cannot read options on
 * several lines of a POM.
 */
public final class JvmOptions {

  private JvmOptions() {}

  /**
   * The options of a line, separated by spaces; single or double quotes preserve spaces.
   *
   * @throws Problem if one of them is not an option, or is set by this plugin
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
          "dev.jvmOptions has \"" + option + "\", which cannot be set as a JVM option here.",
          option.startsWith("-agentlib")
              ? "Remove it: dev:debug opens a debug port."
              : "Remove it: main class and class path come from the project. Example of valid"
                  + " options: -Ddev.jvmOptions=\"-Xss512k -Dfile.encoding=UTF-8\"");
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
