package dev.innerloop.project.metadata;

import dev.innerloop.project.ClassPathEntry;
import java.util.List;

/** The licenses of dependencies. */
@FunctionalInterface
public interface Licenses {

  /** Names of the licenses, or SPDX identifiers if known; empty if the POM has none. */
  List<String> of(ClassPathEntry.Jar dependency);
}
