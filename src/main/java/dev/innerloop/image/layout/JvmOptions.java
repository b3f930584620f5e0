package dev.innerloop.image.layout;

import dev.innerloop.io.CommandLineWords;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** JVM options on one line, as written by users and in {@code JDK_JAVA_OPTIONS}. */
public final class JvmOptions {

  private JvmOptions() {}

  /**
   * The options of a line, separated by spaces; single or double quotes preserve spaces.
   *
   * @throws Problem if one of them is not an option, or is set by this plugin
   */
  public static List<String> parse(String line) {
    List<String> options = CommandLineWords.split(line);
    for (int i = 0; i < options.size(); i++) {
      boolean value = i > 0 && options.get(i - 1).matches("--(add|patch|limit|enable)-[^=]*");
      if (!value) {
        require(options.get(i));
      }
    }
    return options;
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
