package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration files of an app: read as the build has processed them, told of as the user has
 * written them.
 *
 * @param output where processed resources are
 * @param resourceRoots where they come from
 * @param basedir what users know paths relative to
 */
public record AppFiles(Path output, List<Path> resourceRoots, Path basedir) {

  public AppFiles {
    resourceRoots = List.copyOf(resourceRoots);
  }

  /** The documents of a file in their order; none if it is not there. */
  List<Document> read(String path) {
    Path file = output.resolve(path);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    String known = known(path);
    try {
      return path.endsWith(".properties")
          ? PropertiesFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1), known)
          : YamlFile.parse(Files.readString(file), known);
    } catch (IOException e) {
      throw new Problem(
          "The application's configuration cannot be read: " + known + ": " + e.getMessage(),
          "Correct the file; the application itself would not start with it.",
          e);
    }
  }

  private String known(String path) {
    Path written =
        resourceRoots.stream()
            .map(root -> root.resolve(path))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(output.resolve(path));
    String shown =
        written.startsWith(basedir) ? basedir.relativize(written).toString() : written.toString();
    return shown.replace('\\', '/');
  }
}
