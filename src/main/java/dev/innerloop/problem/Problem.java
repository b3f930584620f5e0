package dev.innerloop.problem;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that stops a goal and that the user can fix.
 *
 * <p>The message says what happened; {@link #remedy()} says what to do next, in the user's terms
 * and with the command to run if there is one. The goals report it as one build error without a
 * stack trace; {@code mvn -X} shows the cause.
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

  /** What to do next: one or more lines, the last of which may be a command. */
  public String remedy() {
    return remedy;
  }
}
