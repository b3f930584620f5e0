package dev.innerloop.manifest.fragment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings and files for resources of a project, besides the configuration of the plugin.
 *
 * @param basedir of the module: paths in messages are relative to it
 * @param profiles the active Maven profiles, in the order in which their fragments apply
 * @param properties of the project, by name
 * @param source source of all resources instead of generating them, relative to the module
 * @param values values files for a Helm chart, relative to the module; later ones override earlier
 *     ones
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

  /** Only generated resources. */
  public static ProjectManifests none(Path basedir) {
    return new ProjectManifests(
        basedir, List.of(), name -> Optional.empty(), Optional.empty(), List.of(), true);
  }

  /** The known files and directories of resources; some may not exist. */
  public List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    paths.add(folder());
    source.ifPresent(path -> paths.add(basedir.resolve(path)));
    values.forEach(path -> paths.add(basedir.resolve(path)));
    return paths;
  }

  /** The directory of fragments. */
  Path folder() {
    return basedir.resolve("src").resolve("main").resolve("kubernetes");
  }

  /** The path of a file in messages. */
  String name(Path file) {
    return file.startsWith(basedir) ? basedir.relativize(file).toString() : file.toString();
  }
}
