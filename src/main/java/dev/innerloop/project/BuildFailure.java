package dev.innerloop.project;

/** The project's own build failed; the message is the build's, ready to be shown. */
public final class BuildFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public BuildFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
