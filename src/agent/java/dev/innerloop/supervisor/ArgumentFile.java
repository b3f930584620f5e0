package dev.innerloop.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments in a file of the Java launcher: as in its variable, but a {@code #} begins a
 * comment, and within quotes a backslash escapes a character, or continues the argument on the next
 * line.
 */
final class ArgumentFile {

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int position;

  private ArgumentFile(String text) {
    this.text = text;
  }

  static List<String> words(String text) {
    ArgumentFile file = new ArgumentFile(text);
    file.read();
    return file.words;
  }

  private void read() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#') {
        skipLine();
      } else if (isSpace(c) || isLineEnd(c)) {
        position++;
      } else {
        word();
      }
    }
  }

  private void word() {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (; position < text.length(); position++) {
      char c = text.charAt(position);
      if (isLineEnd(c) || (quote == 0 && isSpace(c))) {
        break;
      } else if (quote == 0 && c == '#') {
        return; // an argument with a comment in it is dropped
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote != 0 && c == '\\' && position + 1 < text.length()) {
        position++;
        escaped(word);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
  }

  private void escaped(StringBuilder word) {
    char c = text.charAt(position);
    if (isLineEnd(c)) {
      while (position + 1 < text.length()
          && (isSpace(text.charAt(position + 1)) || isLineEnd(text.charAt(position + 1)))) {
        position++;
      }
      return;
    }
    int control = "nrtf".indexOf(c);
    word.append(control < 0 ? c : "\n\r\t\f".charAt(control));
  }

  private void skipLine() {
    while (position < text.length() && !isLineEnd(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
