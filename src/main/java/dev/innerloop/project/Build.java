package dev.innerloop.project;

/** The project's own build, for what we leave to it while a session runs. */
public interface Build {

  /**
   * Runs the project's resource processing for a module, filtering included.
   *
   * @throws BuildFailure if the build reports one
   */
  void processResources(Module module) throws BuildFailure;

  /**
   * Runs the project's own plugins up to and including {@code process-classes}.
   *
   * @throws BuildFailure if the build reports one
   */
  void processClasses(Module module) throws BuildFailure;
}
