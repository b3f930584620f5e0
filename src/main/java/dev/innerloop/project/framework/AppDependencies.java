package dev.innerloop.project.framework;

import dev.innerloop.project.Framework;
import java.util.Set;

/**
 * The dependencies of an app.
 *
 * @param groups of all dependencies, transitive ones included
 * @param artifacts their artifactIds
 */
public record AppDependencies(Set<String> groups, Set<String> artifacts) {

  public AppDependencies {
    groups = Set.copyOf(groups);
    artifacts = Set.copyOf(artifacts);
  }

  /** The framework among them; the first one if there are several. */
  public Framework framework() {
    if (groups.contains("org.springframework.boot")) {
      return Framework.SPRING_BOOT;
    }
    if (artifacts.contains("quarkus-core")) {
      return Framework.QUARKUS;
    }
    if (artifacts.contains("micronaut-context")) {
      return Framework.MICRONAUT;
    }
    return artifacts.contains("helidon-webserver") ? Framework.HELIDON : Framework.NONE;
  }

  boolean has(String artifact) {
    return artifacts.contains(artifact);
  }

  boolean hasOneNamedLike(String part) {
    return artifacts.stream().anyMatch(artifact -> artifact.contains(part));
  }
}
