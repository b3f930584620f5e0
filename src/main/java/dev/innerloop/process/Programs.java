package dev.innerloop.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds programs on the PATH. */
public final class Programs {

  /** File extensions of executables on Windows. */
  private static final List<String> ENDINGS = List.of("", ".exe", ".cmd");

  private final Map<String, String> environment;

  /**
   * @param environment environment variables, above all {@code PATH}
   */
  public Programs(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public static Programs ofThisProcess() {
    return new Programs(System.getenv());
  }

  public Optional<Program> find(String name) {
    for (String folder : path().split(File.pathSeparator, -1)) {
      for (String ending : ENDINGS) {
        Optional<Path> file = executable(folder, name + ending);
        if (file.isPresent()) {
          return Optional.of(new Program(name, file.get(), environment));
        }
      }
    }
    return Optional.empty();
  }

  private String path() {
    return environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
  }

  private static Optional<Path> executable(String folder, String name) {
    if (folder.isBlank()) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(folder, name);
      return Files.isRegularFile(file) && Files.isExecutable(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a valid path: contains no programs
    }
  }
}
