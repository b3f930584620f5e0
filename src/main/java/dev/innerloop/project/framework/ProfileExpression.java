package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import java.util.Arrays;
import java.util.Collection;

/** Spring's profile expressions, such as {@code prod & (eu | !cloud)}; a list means "one of". */
final class ProfileExpression {

  private final ConfigProperty property;
  private final String text;
  private final Collection<String> active;
  private int at;

  private ProfileExpression(ConfigProperty property, String text, Collection<String> active) {
    this.property = property;
    this.text = text;
    this.active = active;
  }

  /**
   * @param expressions separated by commas
   * @throws Problem if one of them is invalid
   */
  static boolean matches(ConfigProperty expressions, Collection<String> active) {
    return Arrays.stream(expressions.value().split(","))
        .anyMatch(each -> new ProfileExpression(expressions, each.strip(), active).matches());
  }

  private boolean matches() {
    boolean result = alternatives();
    if (at < text.length()) {
      throw malformed();
    }
    return result;
  }

  private boolean alternatives() {
    boolean result = all();
    while (skip('|')) {
      result |= all();
    }
    return result;
  }

  private boolean all() {
    boolean result = one();
    while (skip('&')) {
      result &= one();
    }
    return result;
  }

  private boolean one() {
    if (skip('!')) {
      return !one();
    }
    if (skip('(')) {
      boolean inner = alternatives();
      if (!skip(')')) {
        throw malformed();
      }
      return inner;
    }
    int begin = at;
    while (at < text.length() && "()&|!".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String profile = text.substring(begin, at).strip();
    if (profile.isEmpty()) {
      throw malformed();
    }
    return active.contains(profile);
  }

  private boolean skip(char expected) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private Problem malformed() {
    return new Problem(
        property.place() + ": " + property.name() + " is not a profile expression: " + text,
        "Use names with !, & and |, and parentheses to combine & and |: prod & (eu | us)");
  }
}
