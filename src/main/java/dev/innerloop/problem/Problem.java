package dev.innerloop.problem;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something that stops a goal and that the user can do something about.
 *
 * <p>The message says what happened; {@link #remedy()} says what to do next, in the user's words
 * and with the command to type where there is one. The goals turn it into one build error without a
 * stack trace; the cause is shown by {@code mvn -X}.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  public Problem(String what, String remedy) {
    this(what, remedy, null);
  }

  public Problem(String what, String remedy, @Nullable Throwable cause) {
    super(requireNonNull(what, "what"), cause);
    this.remedy = requireNonNull(remedy, "remedy");
  }

  /** What to do about it: one or more lines, the last of which may be a command. */
  public String remedy() {
    return remedy;
  }
}
