package dev.innerloop.project;

import java.nio.file.Path;

/** One entry of an app's class path: where it lies here, and where it lies in a workspace. */
public sealed interface ClassPathEntry {

  /** Relative to the workspace, with {@code /}: a folder without a trailing slash, or a jar. */
  String workspacePath();

  /** The output folder of a module of this reactor. */
  record Output(String workspacePath, Module module) implements ClassPathEntry {}

  /**
   * A resolved dependency.
   *
   * @param snapshot whether its version may change its content
   */
  record Jar(String workspacePath, Path file, Coordinates coordinates, boolean snapshot)
      implements ClassPathEntry {}
}
