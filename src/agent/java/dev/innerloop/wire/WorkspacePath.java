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
  private static final String MODULES = "modules/";
  private static final String LIBRARIES = "lib/";

  /** The output directory of the app itself. */
  public static final WorkspacePath CLASSES = of("classes");

  /** The app's working directory, if it reads files from there. */
  public static final WorkspacePath WORK = of("work");

  private final String text;

  private WorkspacePath(String text) {
    this.text = text;
  }

  /**
   * A file of the app's own output.
   *
   * @param file relative to its output directory
   */
  public static WorkspacePath classes(String file) {
    return CLASSES.resolve(file);
  }

  /** The output directory of a sibling module. */
  public static WorkspacePath module(String name) {
    return of(MODULES + name);
  }

  /**
   * A file of the output of a sibling module.
   *
   * @param file relative to its output directory
   */
  public static WorkspacePath module(String name, String file) {
    return module(name).resolve(file);
  }

  /**
   * A jar that the app depends on.
   *
   * @param jar the name of its file
   */
  public static WorkspacePath library(String jar) {
    return of(LIBRARIES + jar);
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

  /**
   * A path below this directory.
   *
   * @throws IllegalArgumentException if that is no valid path
   */
  public WorkspacePath resolve(String path) {
    return of(text + "/" + path);
  }

  /** The last name of the path. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /**
   * The path relative to the output directory, for a file of the app's own output or of the output
   * of a sibling module; else empty.
   */
  public String inOutput() {
    if (text.startsWith(CLASSES.text + "/")) {
      return text.substring(CLASSES.text.length() + 1);
    }
    int end = text.startsWith(MODULES) ? text.indexOf('/', MODULES.length()) : -1;
    return end < 0 ? "" : text.substring(end + 1);
  }

  /** The path relative to the app's working directory; empty if the file is not there. */
  public String inWork() {
    return text.startsWith(WORK.text + "/") ? text.substring(WORK.text.length() + 1) : "";
  }

  /** Whether this is a class file of the app's own output or of the output of a sibling module. */
  public boolean isClassFile() {
    return text.endsWith(".class") && !inOutput().isEmpty();
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
