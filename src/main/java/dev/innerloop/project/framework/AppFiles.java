package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The configuration files of an app: read from the build output, and reported with the paths of
 * their sources.
 *
 * @param output directory of processed resources
 * @param resourceRoots their source directories
 * @param basedir base directory of paths in messages
 * @param libraries jars, and outputs of sibling modules, in the order of the class path
 */
public record AppFiles(Path output, List<Path> resourceRoots, Path basedir, List<Path> libraries) {

  public AppFiles {
    resourceRoots = List.copyOf(resourceRoots);
    libraries = List.copyOf(libraries);
  }

  /** The documents of a file of the app in order; none if it does not exist. */
  public List<ConfigDocument> read(String path) {
    Path file = output.resolve(path);
    return Files.isRegularFile(file) ? documents(file, known(path)) : List.of();
  }

  /** The documents of the first such file on the class path; empty if there is none. */
  public Optional<List<ConfigDocument>> find(String path) {
    Path own = output.resolve(path).normalize();
    if (own.startsWith(output) && Files.isRegularFile(own)) {
      return Optional.of(documents(own, known(path)));
    }
    for (Path library : libraries) {
      Optional<List<ConfigDocument>> found =
          Files.isDirectory(library) ? inFolder(library, path) : inJar(library, path);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The documents of a local file, relative to the module; empty if it does not exist. */
  public Optional<List<ConfigDocument>> onDisk(String path) {
    Path file = basedir.resolve(path).normalize();
    return Files.isRegularFile(file) ? Optional.of(documents(file, shown(file))) : Optional.empty();
  }

  private Optional<List<ConfigDocument>> inFolder(Path library, String path) {
    Path file = library.resolve(path).normalize();
    return file.startsWith(library) && Files.isRegularFile(file)
        ? Optional.of(documents(file, shown(file)))
        : Optional.empty();
  }

  private static Optional<List<ConfigDocument>> inJar(Path jar, String path) {
    String known = path + " in " + jar.getFileName();
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(path);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return Optional.of(documents(in.readAllBytes(), path, known));
      }
    } catch (IOException e) {
      throw unreadable(known, e);
    }
  }

  private static List<ConfigDocument> documents(Path file, String known) {
    try {
      return documents(Files.readAllBytes(file), file.toString(), known);
    } catch (IOException e) {
      throw unreadable(known, e);
    }
  }

  private static List<ConfigDocument> documents(byte[] bytes, String name, String known) {
    return name.endsWith(".properties")
        ? PropertiesFile.parse(new String(bytes, StandardCharsets.ISO_8859_1), known)
        : YamlFile.parse(new String(bytes, StandardCharsets.UTF_8), known);
  }

  private static Problem unreadable(String known, IOException e) {
    return new Problem(
        "Cannot read the app's configuration: " + known + ": " + e.getMessage(),
        "Fix the file; the app would not start with it.",
        e);
  }

  private String known(String path) {
    return shown(
        resourceRoots.stream()
            .map(root -> root.resolve(path))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(output.resolve(path)));
  }

  private String shown(Path file) {
    String shown = file.startsWith(basedir) ? basedir.relativize(file).toString() : file.toString();
    return shown.replace('\\', '/');
  }
}
