package dev.innerloop.manifest.fragment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a project says of its resources besides the POM's configuration.
 *
 * @param basedir of the module: files are named relative to it
 * @param profiles the active Maven profiles, in the order in which their fragments apply
 * @param properties of the project, by name
 * @param source where all resources come from, instead of being generated; relative to the module
 * @param values files of values for a Helm chart there, later ones over former ones; relative, too
 * @param validated whether they are checked before they are used
 */
public record ProjectManifests(
    Path basedir,
    List<String> profiles,
    Function<String, Optional<String>> properties,
    Optional<Path> source,
    List<Path> values,
    boolean validated) {

  public ProjectManifests {
    profiles = List.copyOf(profiles);
    values = List.copyOf(values);
  }

  /** Nothing but what is generated. */
  public static ProjectManifests none(Path basedir) {
    return new ProjectManifests(
        basedir, List.of(), name -> Optional.empty(), Optional.empty(), List.of(), true);
  }

  /**
   * The files and folders that resources are read from, as far as that is known; some may not
   * exist.
   */
  public List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    paths.add(folder());
    source.ifPresent(path -> paths.add(basedir.resolve(path)));
    values.forEach(path -> paths.add(basedir.resolve(path)));
    return paths;
  }

  /** Where fragments are. */
  Path folder() {
    return basedir.resolve("src").resolve("main").resolve("kubernetes");
  }

  /** A file as the user would name it. */
  String name(Path file) {
    return file.startsWith(basedir) ? basedir.relativize(file).toString() : file.toString();
  }
}
