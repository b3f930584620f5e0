package dev.innerloop.project.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of {@code .mvn}, which Maven reads only when it starts. */
final class MavenDirectory {

  private static final List<String> NAMES = List.of("maven.config", "jvm.config", "extensions.xml");

  /** As they were at first; null if there is no such file. */
  private final Map<Path, @Nullable String> known = new LinkedHashMap<>();

  /**
   * @param root of the build, which contains it
   */
  MavenDirectory(Path root) {
    for (String name : NAMES) {
      Path file = root.resolve(".mvn").resolve(name);
      known.put(file, read(file));
    }
  }

  /** All files, which need not exist. */
  List<Path> files() {
    return List.copyOf(known.keySet());
  }

  /** A file that is not as it was at first, relative to the root. */
  Optional<String> changed() {
    return known.entrySet().stream()
        .filter(each -> !Objects.equals(each.getValue(), read(each.getKey())))
        .map(each -> ".mvn/" + each.getKey().getFileName())
        .findFirst();
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null; // as for Maven, there is none
    }
  }
}
