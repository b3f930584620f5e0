package dev.innerloop.request;

import java.util.regex.Pattern;

/** Text as one word of a command for a POSIX shell. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWord() {}

  /** Quotes the text if a shell would read it as anything but itself. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
