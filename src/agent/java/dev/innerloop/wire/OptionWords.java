package dev.innerloop.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The options in an environment variable of a JVM, or in a file with options, as HotSpot and its
 * launcher read them: any white space separates, quotes preserve it and can begin anywhere in an
 * option, and a backslash has no meaning.
 */
public final class OptionWords {

  private OptionWords() {}

  /** The options, without their quotes. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (Word word : words(text)) {
      words.add(word.value);
    }
    return words;
  }

  /** The same text without some of its options; the others stay as they are written. */
  public static String without(String text, Predicate<String> removed) {
    StringBuilder left = new StringBuilder();
    int end = 0;
    for (Word word : words(text)) {
      if (removed.test(word.value)) {
        left.append(text, end, word.start);
        end = word.end;
      }
    }
    return left.append(text, end, text.length()).toString();
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      if (isSpace(text.charAt(position))) {
        position++;
      } else {
        Word word = word(text, position);
        words.add(word);
        position = word.end;
      }
    }
    return words;
  }

  private static Word word(String text, int start) {
    StringBuilder value = new StringBuilder();
    char quote = 0;
    int end = start;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (quote == 0 && isSpace(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        value.append(c);
      }
    }
    return new Word(start, end, value.toString());
  }

  /** As {@code isspace} of C. */
  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** An option, and where its text is. */
  private static final class Word {
    final int start;
    final int end;
    final String value;

    Word(int start, int end, String value) {
      this.start = start;
      this.end = end;
      this.value = value;
    }
  }
}
