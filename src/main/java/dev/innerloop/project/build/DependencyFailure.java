package dev.innerloop.project.build;

/** Dependencies of a POM, which itself can be read, cannot be resolved. */
public final class DependencyFailure extends BuildFailure {

  private static final long serialVersionUID = 1L;

  public DependencyFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
