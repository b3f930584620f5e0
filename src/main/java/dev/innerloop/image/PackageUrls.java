package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;

/** Package URLs, by which vulnerability databases identify components. */
final class PackageUrls {

  private static final String UNRESERVED = "-._~";

  private PackageUrls() {}

  static String of(Coordinates coordinates) {
    return "pkg:maven/"
        + encoded(coordinates.groupId())
        + "/"
        + encoded(coordinates.artifactId())
        + "@"
        + encoded(coordinates.version());
  }

  static String of(ClassPathEntry.Jar jar) {
    String file = String.valueOf(jar.file().getFileName());
    int dot = file.lastIndexOf('.');
    String extension = dot < 0 ? "jar" : file.substring(dot + 1);
    String stem = dot < 0 ? file : file.substring(0, dot);
    String plain = jar.coordinates().artifactId() + "-" + jar.coordinates().version() + "-";
    String classifier =
        stem.startsWith(plain) && !jar.snapshot()
            ? "classifier=" + encoded(stem.substring(plain.length())) + "&"
            : "";
    return of(jar.coordinates()) + "?" + classifier + "type=" + encoded(extension);
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
    return "pkg:oci/"
        + encoded(repository.substring(repository.lastIndexOf('/') + 1))
        + "@"
        + encoded(digest)
        + "?repository_url="
        + encoded(repository)
        + (tagged ? "&tag=" + encoded(name.substring(colon + 1)) : "");
  }

  private static String encoded(String part) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : part.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
