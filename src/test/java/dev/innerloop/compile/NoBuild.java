package dev.innerloop.compile;

import dev.innerloop.project.Module;
import dev.innerloop.project.build.ProjectBuild;

/** A project whose own build is not to be asked to compile. */
public final class NoBuild implements ProjectBuild {

  @Override
  public void processResources(Module module) {}

  @Override
  public void processClasses(Module module) {
    throw new AssertionError("not to be called");
  }
}
