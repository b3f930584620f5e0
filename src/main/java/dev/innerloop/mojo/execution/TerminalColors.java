package dev.innerloop.mojo.execution;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Whether lines are colored: the same as Maven's own lines. No API in all supported Maven versions
 * reports that, so this class follows Maven's rules: {@code -Dstyle.color} decides, otherwise lines
 * are colored on terminals, but not with {@code -B} or {@code -l}.
 */
public record TerminalColors(boolean used) {

  private static final String RESET = "\u001b[m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";

  /** Of replicas: without red and yellow, the colors of errors and warnings. */
  private static final List<String> REPLICAS =
      List.of(CYAN, GREEN, "\u001b[35m", "\u001b[34m", "\u001b[96m", "\u001b[92m", "\u001b[95m");

  /**
   * @param user user properties of the command line
   * @param interactive false with {@code -B}
   * @param terminal whether the output is a terminal
   */
  public static TerminalColors of(
      Properties user, boolean interactive, boolean terminal, Map<String, String> environment) {
    return switch (user.getProperty("style.color", "auto")) {
      case "always", "yes", "force" -> new TerminalColors(true);
      case "never", "no", "none" -> new TerminalColors(false);
      default ->
          new TerminalColors(
              interactive
                  && terminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !toFile(environment.getOrDefault("MAVEN_CMD_LINE_ARGS", "")));
    };
  }

  private static boolean toFile(String arguments) {
    return (" " + arguments).matches(".* (-l|--log-file)(=| ).*");
  }

  /** The name of a replica, in a color of its own as far as there are enough. */
  String replica(int number, String name) {
    return used ? REPLICAS.get(number % REPLICAS.size()) + name + RESET : name;
  }

  /** A line of a unified diff. */
  String difference(String line) {
    if (!used || line.isEmpty()) {
      return line;
    }
    return switch (line.charAt(0)) {
      case '+' -> GREEN + line + RESET;
      case '-' -> RED + line + RESET;
      case '@' -> CYAN + line + RESET;
      default -> line;
    };
  }
}
