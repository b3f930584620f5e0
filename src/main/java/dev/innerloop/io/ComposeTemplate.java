package dev.innerloop.io;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in texts, as Compose reads them in its files and in {@code .env} files: {@code $NAME},
 * <code>${NAME}</code>, <code>${NAME:-default}</code>, <code>${NAME:?message}</code>, <code>
 * ${NAME:+alternative}</code>, the same without the colon, and {@code $$} for {@code $}.
 */
public final class ComposeTemplate {

  private static final Pattern NAME = Pattern.compile("[_A-Za-z][_A-Za-z0-9]*");

  private static final Pattern VARIABLE =
      Pattern.compile("(" + NAME + ")(?:(:?)([-?+])(.*))?", Pattern.DOTALL);

  private final Function<String, Optional<String>> variables;

  /**
   * @param variables the values by name; a variable can be set and empty
   */
  public ComposeTemplate(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** A text that has no value; the message is a clause. */
  public static final class InvalidException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }

  /**
   * Replaces the variables of a text, and those in their defaults; one that is not set is empty.
   *
   * @throws InvalidException if a required variable is not set, or braces have no variable
   */
  public String substitute(String text) throws InvalidException {
    StringBuilder replaced = new StringBuilder();
    Matcher name = NAME.matcher(text);
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      replaced.append(text, at, dollar);
      if (text.startsWith("$$", dollar)) {
        replaced.append('$');
        at = dollar + 2;
      } else if (text.startsWith("${", dollar)) {
        int end = end(text, dollar + 2);
        replaced.append(value(text.substring(dollar + 2, end)));
        at = end + 1;
      } else if (name.region(dollar + 1, text.length()).lookingAt()) {
        replaced.append(variables.apply(name.group()).orElse(""));
        at = name.end();
      } else {
        replaced.append('$');
        at = dollar + 1;
      }
    }
    return replaced.append(text, at, text.length()).toString();
  }

  private static int end(String text, int from) throws InvalidException {
    int open = 1;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return at;
      }
    }
    throw new InvalidException("${ is not closed");
  }

  private String value(String content) throws InvalidException {
    Matcher variable = VARIABLE.matcher(content);
    if (!variable.matches()) {
      throw new InvalidException("${" + content + "} is not a variable");
    }
    Optional<String> value = variables.apply(variable.group(1));
    String operator = variable.group(3);
    if (operator == null) {
      return value.orElse("");
    }
    boolean isSet = value.isPresent() && (variable.group(2).isEmpty() || !value.get().isEmpty());
    return switch (operator) {
      case "+" -> isSet ? substitute(variable.group(4)) : "";
      case "-" -> isSet ? value.orElse("") : substitute(variable.group(4));
      default -> {
        if (isSet) {
          yield value.orElse("");
        }
        String message = substitute(variable.group(4));
        throw new InvalidException(
            "the variable "
                + variable.group(1)
                + " is not set"
                + (message.isEmpty() ? "" : ": " + message));
      }
    };
  }
}
