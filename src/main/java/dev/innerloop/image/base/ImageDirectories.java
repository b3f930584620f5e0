package dev.innerloop.image.base;

import java.nio.file.Path;
import java.util.Map;

/**
 * The directories for reusable files of images.
 *
 * @param work directory of the project, usually {@code target/dev}: packed layers
 * @param cache directory of the user: layers of base images
 */
public record ImageDirectories(Path work, Path cache) {

  /** The given work directory, with the cache directory of the user on this operating system. */
  public static ImageDirectories in(Path work) {
    return new ImageDirectories(work, cacheHome(System.getenv()).resolve("dev-maven-plugin"));
  }

  private static Path cacheHome(Map<String, String> environment) {
    String configured =
        environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("LOCALAPPDATA", ""));
    return configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(configured);
  }
}
