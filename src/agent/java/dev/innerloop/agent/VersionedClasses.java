package dev.innerloop.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The classes of multi-release jars that have a file for some versions of Java. HotSpot shows
 * agents the other file when it takes such a class from an archive, and crashes where there is none
 * (KlassFactory::check_shared_class_file_load_hook, seen with 17).
 */
final class VersionedClasses {

  private static final String VERSIONS = "META-INF/versions/";

  /** Names with slashes, by jar. */
  private final Map<String, Set<String>> known = new HashMap<>();

  /**
   * Whether a jar has a class for some versions of Java.
   *
   * @param name of the class, with slashes
   */
  boolean contains(URL jar, String name) throws IOException {
    Set<String> names = known.get(jar.toString());
    if (names == null) {
      names = read(path(jar));
      known.put(jar.toString(), names);
    }
    return names.contains(name);
  }

  private static Path path(URL jar) throws IOException {
    try {
      return Paths.get(jar.toURI());
    } catch (URISyntaxException e) {
      throw new IOException(jar + " is no file", e);
    }
  }

  private static Set<String> read(Path path) throws IOException {
    Set<String> names = new HashSet<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null
          || !"true".equalsIgnoreCase(manifest.getMainAttributes().getValue("Multi-Release"))) {
        return names;
      }
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String entry = all.nextElement().getName();
        int slash = entry.indexOf('/', VERSIONS.length());
        if (entry.startsWith(VERSIONS) && slash >= 0 && entry.endsWith(".class")) {
          names.add(entry.substring(slash + 1, entry.length() - ".class".length()));
        }
      }
    }
    return names;
  }
}
