package dev.innerloop.mojo.parameter;

import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses and validates parameters that Maven passes as text. */
public final class ParameterParser {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)?");

  private ParameterParser() {}

  public static <E extends Enum<E>> E oneOf(String parameter, String value, Class<E> choices) {
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    String words =
        Arrays.stream(choices.getEnumConstants())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new Problem(
        parameter + " is \"" + value + "\", which is not one of: " + words + ".",
        "Set one of them, for example -D"
            + parameter
            + "="
            + choices.getEnumConstants()[0].name().toLowerCase(Locale.ROOT));
  }

  /** The problem of a text that is neither true nor false; an empty one is as good as none. */
  public static Optional<Problem> notBoolean(String parameter, String value) {
    return value.isBlank() || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
        ? Optional.empty()
        : Optional.of(
            new Problem(
                parameter + " is \"" + value + "\", which is not one of: true, false.",
                "Set one of them, for example -D" + parameter + "=true"));
  }

  public static Duration duration(String parameter, String value) {
    Matcher matcher = DURATION.matcher(value.trim());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new Problem(
          parameter + " is \"" + value + "\", which is not a duration.",
          "Set a number of seconds, or one with the unit s, m, h or d, for example -D"
              + parameter
              + "=5m");
    }
    int number = Integer.parseInt(matcher.group(1));
    String unit = matcher.group(2);
    if ("d".equals(unit)) {
      return Duration.ofDays(number);
    }
    if ("h".equals(unit)) {
      return Duration.ofHours(number);
    }
    return "m".equals(unit) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  public static int number(String parameter, String value, int least, int most, int example) {
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, with the range
    }
    throw new Problem(
        parameter
            + " is \""
            + value
            + "\", which is not a number from "
            + least
            + " to "
            + most
            + ".",
        "Set a valid number, for example -D" + parameter + "=" + example);
  }
}
