package dev.innerloop.project.build;

import java.util.List;

/** A failure of the project's own build; its message is for the user. */
public sealed class BuildFailure extends Exception permits DependencyFailure {

  private static final long serialVersionUID = 1L;

  private final transient List<String> details;

  public BuildFailure(String message, Throwable cause) {
    this(message, List.of(), cause);
  }

  /**
   * @param details texts in which a compiler may say where the errors are, most specific first
   */
  public BuildFailure(String message, List<String> details, Throwable cause) {
    super(message, cause);
    this.details = List.copyOf(details);
  }

  /** Texts in which a compiler may say where the errors are, most specific first. */
  public List<String> details() {
    return details == null ? List.of() : details;
  }
}
