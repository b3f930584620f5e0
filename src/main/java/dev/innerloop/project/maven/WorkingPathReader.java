package dev.innerloop.project.maven;

import dev.innerloop.project.Framework;
import dev.innerloop.project.WorkingPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** Finds what an app reads from its working directory. */
final class WorkingPathReader {

  /** A directory with more files holds data, not configuration. */
  private static final int MOST_FILES = 1000;

  private static final String CONFIG = "config";
  private static final String SPRING_FILE = "application[^/]*\\.(properties|xml|ya?ml)";

  private final MavenProject project;
  private final Path basedir;
  private final Map<String, WorkingPath> found = new LinkedHashMap<>();

  private WorkingPathReader(MavenProject project) {
    this.project = project;
    this.basedir = project.getBasedir().toPath().toAbsolutePath().normalize();
  }

  /**
   * The files and directories of a module that arguments and JVM options name, and those where its
   * framework searches.
   *
   * @param words arguments and JVM options
   * @param pages the directory with the pages of an executable WAR
   */
  static List<WorkingPath> of(
      MavenProject project, Framework framework, List<String> words, Optional<Path> pages) {
    WorkingPathReader reader = new WorkingPathReader(project);
    words.forEach(reader::addNamed);
    pages.ifPresent(path -> reader.add(WorkingPath.DOCUMENT_ROOT, path, true));
    if (framework == Framework.SPRING_BOOT) {
      reader.addThoseOfSpringBoot();
    }
    return List.copyOf(reader.found.values());
  }

  /** Such as {@code config.yml}, {@code --spring.config.location=optional:file:./config/}. */
  private void addNamed(String word) {
    String value = word.replaceFirst("^-(javaagent|agentpath):([^=]*).*$", "$2");
    boolean isBare = value.equals(word) && word.indexOf('=') < 0;
    value = value.replaceFirst("^-[^=]*=", "").replaceFirst("^@", "");
    for (String part : value.split("[,;]")) {
      String path = part.replaceFirst("^(optional:)?(file:)?(//)?", "").replaceFirst("#.*$", "");
      file(path)
          .filter(
              file ->
                  Files.isRegularFile(file) || isConfiguration(file, isBare && !path.contains("/")))
          .ifPresent(file -> add(name(file), file, true));
    }
  }

  /** A path below the module's directory, but not in its build directory. */
  private Optional<Path> file(String path) {
    try {
      Path file = basedir.resolve(path).normalize();
      boolean isInside =
          !path.isBlank()
              && !path.startsWith("/")
              && file.startsWith(basedir)
              && !file.equals(basedir)
              && !file.startsWith(Path.of(project.getBuild().getDirectory()));
      return isInside ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // an argument like any other
    }
  }

  /**
   * @param isWord whether the directory's name may as well be a word, such as a command
   */
  private static boolean isConfiguration(Path file, boolean isWord) {
    if (isWord || !Files.isDirectory(file) || Files.exists(file.resolve("pom.xml"))) {
      return false;
    }
    try (Stream<Path> below = Files.walk(file)) {
      return below.limit(MOST_FILES + 1L).count() <= MOST_FILES;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Boot searches the working directory and its directory {@code config}. What is there and not
   * named is a developer's own configuration: it is not shipped.
   */
  private void addThoseOfSpringBoot() {
    List<String> names =
        new ArrayList<>(List.of("application.properties", "application.yml", "application.yaml"));
    try (Stream<Path> files = Files.list(basedir)) {
      files
          .map(WorkingPathReader::lastName)
          .filter(name -> name.matches(SPRING_FILE))
          .sorted()
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + basedir, e);
    }
    names.forEach(name -> add(name, basedir.resolve(name), false));
    Path config = basedir.resolve(CONFIG);
    if (!Files.exists(config) || isConfiguration(config, false)) {
      add(CONFIG, config, false);
    }
  }

  private void add(String name, Path path, boolean isShipped) {
    found.putIfAbsent(name, new WorkingPath(path, name, isShipped));
  }

  private String name(Path file) {
    List<String> names = new ArrayList<>();
    basedir.relativize(file).forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  private static String lastName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
