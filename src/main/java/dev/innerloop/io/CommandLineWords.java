package dev.innerloop.io;

import java.util.ArrayList;
import java.util.List;

/**
 * Words on one line, as written by users and in {@code JDK_JAVA_OPTIONS}. The rules are those of
 * the Java launcher for that variable: any white space separates, quotes preserve it, and a
 * backslash has no meaning. The splitter of plexus-utils separates only at spaces, so it cannot
 * read words on several lines of a POM.
 */
public final class CommandLineWords {

  private CommandLineWords() {}

  /** The words of a line, separated by spaces; single or double quotes preserve spaces. */
  public static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : line.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        begun = true;
      } else if (begun) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }
}
