package dev.innerloop.image;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Package URLs, by which vulnerability databases identify components. */
final class PackageUrls {

  private PackageUrls() {}

  static String of(Coordinates coordinates) {
    return ofMaven(coordinates, new TreeMap<>());
  }

  static String of(ClassPathEntry.Jar jar) {
    String file = String.valueOf(jar.file().getFileName());
    int dot = file.lastIndexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("type", dot < 0 ? "jar" : file.substring(dot + 1));
    String plain = jar.coordinates().artifactId() + "-" + jar.coordinates().version() + "-";
    if (stem.startsWith(plain) && !jar.snapshot()) {
      qualifiers.put("classifier", stem.substring(plain.length()));
    }
    return ofMaven(jar.coordinates(), qualifiers);
  }

  /**
   * The package URL of an image.
   *
   * @param pinned such as {@code registry.example.com/base/jre:17@sha256:...}
   */
  static String ofImage(String pinned) {
    String digest = pinned.substring(pinned.indexOf('@') + 1);
    String name = pinned.substring(0, pinned.indexOf('@'));
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String repository = tagged ? name.substring(0, colon) : name;
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("repository_url", repository);
    if (tagged) {
      qualifiers.put("tag", name.substring(colon + 1));
    }
    return url(
        "oci", null, repository.substring(repository.lastIndexOf('/') + 1), digest, qualifiers);
  }

  private static String ofMaven(Coordinates coordinates, SortedMap<String, String> qualifiers) {
    return url(
        "maven",
        coordinates.groupId(),
        coordinates.artifactId(),
        coordinates.version(),
        qualifiers);
  }

  private static String url(
      String type,
      @Nullable String namespace,
      String name,
      String version,
      SortedMap<String, String> qualifiers) {
    try {
      return new PackageURL(type, namespace, name, version, new TreeMap<>(qualifiers), null)
          .canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new IllegalStateException("Maven and the registry accept this name: " + name, e);
    }
  }
}
