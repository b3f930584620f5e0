package dev.innerloop.project.build;

/** A failure of the project's own build; its message is for the user. */
public final class BuildFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public BuildFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
