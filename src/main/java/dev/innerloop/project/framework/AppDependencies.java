package dev.innerloop.project.framework;

import dev.innerloop.project.Framework;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dependencies of an app.
 *
 * @param groups of all dependencies, transitive ones included
 * @param artifacts the versions by artifactId
 */
public record AppDependencies(Set<String> groups, Map<String, String> artifacts) {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  public AppDependencies {
    groups = Set.copyOf(groups);
    artifacts = Map.copyOf(artifacts);
  }

  /** The framework among them; the first one if there are several. */
  public Framework framework() {
    if (groups.contains("org.springframework.boot")) {
      return Framework.SPRING_BOOT;
    }
    if (has("quarkus-core")) {
      return Framework.QUARKUS;
    }
    if (has("micronaut-context")) {
      return Framework.MICRONAUT;
    }
    if (has("helidon-webserver")) {
      return Framework.HELIDON;
    }
    if (has("jooby")) {
      return Framework.JOOBY;
    }
    // Maven needs the artifact for the JVM, of which the other one is only the name.
    return has("ktor-server-core-jvm") ? Framework.KTOR : Framework.NONE;
  }

  boolean has(String artifact) {
    return artifacts.containsKey(artifact);
  }

  /** Whether the app has the artifact in a version before that one; false without a version. */
  boolean hasBefore(String artifact, int major, int minor) {
    Matcher version = VERSION.matcher(artifacts.getOrDefault(artifact, ""));
    if (!version.lookingAt()) {
      return false;
    }
    int actual = Integer.parseInt(version.group(1));
    return actual < major || (actual == major && Integer.parseInt(version.group(2)) < minor);
  }

  boolean hasOneNamedLike(String part) {
    return artifacts.keySet().stream().anyMatch(artifact -> artifact.contains(part));
  }
}
