package dev.innerloop.mojo.output;

import java.util.Map;
import java.util.Properties;

/**
 * Whether lines have colours: where Maven's own have, which it tells nobody in a way that all of
 * its versions share. It is asked for by {@code -Dstyle.color}, else there on terminals, but not
 * with {@code -B} and {@code -l}.
 */
public record Colour(boolean used) {

  private static final String RESET = "\u001b[m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";

  /**
   * @param user properties that the user gave
   * @param interactive whether {@code -B} was not given
   * @param terminal whether somebody sees it at once
   */
  public static Colour of(
      Properties user, boolean interactive, boolean terminal, Map<String, String> environment) {
    return switch (user.getProperty("style.color", "auto")) {
      case "always", "yes", "force" -> new Colour(true);
      case "never", "no", "none" -> new Colour(false);
      default ->
          new Colour(
              interactive
                  && terminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !toFile(environment.getOrDefault("MAVEN_CMD_LINE_ARGS", "")));
    };
  }

  private static boolean toFile(String arguments) {
    return (" " + arguments).matches(".* (-l|--log-file)(=| ).*");
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
