package dev.innerloop.io;

import org.jspecify.annotations.Nullable;

/** The notations of placeholders such as <code>${name}</code> in texts. */
public enum PlaceholderSyntax {
  /** Properties of the project in YAML: <code>$${</code> stands for <code>${</code>. */
  PROJECT("$${", "${"),

  /**
   * Configuration of Spring: placeholders can be nested, and a backslash keeps one that is closed.
   */
  SPRING("\\${", "${"),

  /** Entries of a service's connection. There is no escape. */
  ENTRY("", "");

  private final String escape;
  private final String literal;

  PlaceholderSyntax(String escape, String literal) {
    this.escape = escape;
    this.literal = literal;
  }

  /** Provides the values of placeholders. */
  @FunctionalInterface
  public interface Resolver {

    /**
     * The value of a placeholder.
     *
     * @param content what is between the braces
     * @param index of the placeholder in the text
     * @return null if it is not a placeholder, and is kept
     */
    @Nullable String value(String content, int index);

    /** A placeholder is not closed. */
    default void unclosed(int index) {}
  }

  /** Replaces the placeholders of a text. Values are not searched for placeholders. */
  public String replace(String text, Resolver resolver) {
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (isEscape(text, at)) {
        replaced.append(literal);
        at += escape.length();
        continue;
      }
      int end = -1;
      String value = null;
      if (text.startsWith("${", at)) {
        end = end(text, at + 2);
        if (end >= 0) {
          value = resolver.value(text.substring(at + 2, end), at);
        } else {
          resolver.unclosed(at);
          return replaced.append(text, at, text.length()).toString();
        }
      }
      if (value == null) {
        replaced.append(text.charAt(at++));
      } else {
        replaced.append(value);
        at = end + 1;
      }
    }
    return replaced.toString();
  }

  private boolean isEscape(String text, int at) {
    return !escape.isEmpty()
        && text.startsWith(escape, at)
        && (this != SPRING || end(text, at + escape.length()) >= 0);
  }

  /** The index of the brace that closes the one before {@code from}; -1 if there is none. */
  private int end(String text, int from) {
    if (this != SPRING) {
      return text.indexOf('}', from);
    }
    int open = 1;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return at;
      }
    }
    return -1;
  }
}
