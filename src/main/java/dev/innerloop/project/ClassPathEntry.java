package dev.innerloop.project;

import java.nio.file.Path;

/** An entry of an app's class path, with its local path and its path in a workspace. */
public sealed interface ClassPathEntry {

  /** Relative to the workspace, with {@code /}: a directory without a trailing slash, or a jar. */
  String workspacePath();

  /** The output directory of a module of this reactor. */
  record Output(String workspacePath, Module module) implements ClassPathEntry {}

  /**
   * A resolved dependency.
   *
   * @param snapshot whether its content can change without a new version
   */
  record Jar(String workspacePath, Path file, Coordinates coordinates, boolean snapshot)
      implements ClassPathEntry {}
}
