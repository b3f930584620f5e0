package dev.innerloop.launcher;

import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the libraries have which resource, over all runs of the app: each start asks for hundreds,
 * mostly for the same, and a search visits one jar after the other. Jars do not change while their
 * JVM runs.
 */
final class LibraryResources {

  /** A start asks for hundreds of names, but an app may ask for any that its users send. */
  private static final int MAX_NAMES = 10_000;

  final ClassLoader libraries;
  private final Map<String, Optional<URL>> known = new ConcurrentHashMap<>();

  LibraryResources(ClassLoader libraries) {
    this.libraries = libraries;
  }

  /** The first of a name that no directory of the app has; null if there is none. */
  URL find(String name) {
    Optional<URL> found = known.get(name);
    if (found == null) {
      found = Optional.ofNullable(libraries.getResource(name));
      if (known.size() < MAX_NAMES) {
        known.put(name, found);
      }
    }
    return found.orElse(null);
  }
}
