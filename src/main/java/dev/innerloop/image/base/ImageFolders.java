package dev.innerloop.image.base;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where images keep what is costly to make again.
 *
 * @param work of the project, usually {@code target/dev}: packed layers
 * @param cache of the user: layers of base images
 */
public record ImageFolders(Path work, Path cache) {

  /** The given folder, and the user's cache folder as this system has it. */
  public static ImageFolders in(Path work) {
    return new ImageFolders(work, cacheHome(System.getenv()).resolve("dev-maven-plugin"));
  }

  private static Path cacheHome(Map<String, String> environment) {
    String configured =
        environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("LOCALAPPDATA", ""));
    return configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(configured);
  }
}
