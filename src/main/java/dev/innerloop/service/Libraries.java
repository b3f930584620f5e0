package dev.innerloop.service;

import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What an app's class path has. */
public final class Libraries {

  private final Set<String> all = new HashSet<>();

  public Libraries(App app) {
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Jar jar) {
        all.add(jar.coordinates().groupId() + ":" + jar.coordinates().artifactId());
      }
    }
  }

  /**
   * @param library as {@code groupId:artifactId}
   */
  boolean has(String library) {
    return all.contains(library);
  }

  /** The first of those by which an app talks to a service, if it has one. */
  public Optional<String> of(ServiceType type) {
    return type.libraries().stream().filter(all::contains).findFirst();
  }
}
