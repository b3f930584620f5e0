package dev.innerloop.service;

import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The libraries on an app's class path. */
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
   * Whether the app has one of any version.
   *
   * @param library as {@code groupId:artifactId}
   */
  public boolean has(String library) {
    return all.contains(library);
  }

  /** The first client library of the service that the app has, if any. */
  public Optional<String> of(ServiceType type) {
    return type.libraries().stream().filter(all::contains).findFirst();
  }
}
