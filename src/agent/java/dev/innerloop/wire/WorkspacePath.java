package dev.innerloop.wire;

/**
 * The path of a file in a workspace: relative, normalized, with {@code /} between its names. It
 * never leads out of the workspace, and never into the directory that belongs to the supervisor.
 *
 * <p>Everything else that Linux allows in a name is allowed here, {@code :} and {@code \} included.
 * Paths are ordered by code points, which is the order of their bytes in UTF-8.
 */
public final class WorkspacePath implements Comparable<WorkspacePath> {

  /** The supervisor's own directory in a workspace. */
  public static final String RESERVED = ".dev";

  public static final int MAX_LENGTH = 1024;

  private static final int SHOWN = 100;

  private final String text;

  private WorkspacePath(String text) {
    this.text = text;
  }

  /**
   * The only place that decides which paths are valid.
   *
   * @throws IllegalArgumentException if this is none; the message says why
   */
  public static WorkspacePath of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a path of "
              + text.length()
              + " characters is too long, at most "
              + MAX_LENGTH
              + " are allowed: "
              + quoted(text));
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a path must not contain the character NUL: " + quoted(text.replace("\0", "\\0")));
    }
    String[] names = text.split("/", -1);
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw outside(text);
      }
    }
    if (names[0].equalsIgnoreCase(RESERVED)) {
      throw outside(text);
    }
    return new WorkspacePath(text);
  }

  private static IllegalArgumentException outside(String text) {
    return new IllegalArgumentException("not a path inside the workspace: " + quoted(text));
  }

  private static String quoted(String text) {
    return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
  }

  @Override
  public int compareTo(WorkspacePath other) {
    String that = other.text;
    int common = Math.min(text.length(), that.length());
    for (int i = 0; i < common; i++) {
      char a = text.charAt(i);
      char b = that.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return text.length() - that.length();
  }

  /** Surrogates stand for code points above all that fit into one char. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkspacePath && text.equals(((WorkspacePath) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
