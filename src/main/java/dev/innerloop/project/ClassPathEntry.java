package dev.innerloop.project;

import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;

/** An entry of an app's class path, with its local path and its path in a workspace. */
public sealed interface ClassPathEntry {

  /** Relative to the workspace, with {@code /}: a directory without a trailing slash, or a jar. */
  WorkspacePath workspacePath();

  /** The output directory of a module of this reactor. */
  record Output(WorkspacePath workspacePath, Module module) implements ClassPathEntry {}

  /**
   * A directory that no module of the session compiles into, such as the test classes of a sibling.
   */
  record Directory(WorkspacePath workspacePath, Path path) implements ClassPathEntry {}

  /**
   * A resolved dependency.
   *
   * @param snapshot whether its content can change without a new version
   */
  record Jar(WorkspacePath workspacePath, Path file, Coordinates coordinates, boolean snapshot)
      implements ClassPathEntry {}
}
