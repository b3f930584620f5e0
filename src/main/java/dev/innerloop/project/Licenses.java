package dev.innerloop.project;

import java.util.List;

/** Under which licenses dependencies are. */
@FunctionalInterface
public interface Licenses {

  /** Their names, SPDX identifiers where they are known; empty where its POM has none. */
  List<String> of(ClassPathEntry.Jar dependency);
}
