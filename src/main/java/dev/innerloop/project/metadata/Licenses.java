package dev.innerloop.project.metadata;

import java.nio.file.Path;
import java.util.List;

/** The licenses of dependencies. */
@FunctionalInterface
public interface Licenses {

  /**
   * Names of the licenses, or SPDX identifiers if known; empty if the POM has none.
   *
   * @param jar the file of a dependency
   */
  List<String> of(Path jar);
}
