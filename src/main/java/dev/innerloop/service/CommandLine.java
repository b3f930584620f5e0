package dev.innerloop.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line as Compose does, by the rules of a POSIX shell. The splitter of
 * plexus-utils separates only at spaces, drops empty arguments and keeps backslashes.
 */
final class CommandLine {

  private CommandLine() {}

  /** Its arguments: quotes preserve spaces, and a backslash escapes the next character. */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        begun = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
