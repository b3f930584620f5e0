package dev.innerloop.service.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the user says of the services that an app needs.
 *
 * @param words of {@code dev.services}; empty if nothing is said
 * @param images in place of the usual ones, by the name of a service
 * @param basedir of the module
 * @param root of the project
 * @param properties of the project, by name
 */
public record ServiceSettings(
    List<String> words,
    Map<String, String> images,
    Path basedir,
    Path root,
    Function<String, Optional<String>> properties) {

  static final String AUTO = "auto";
  static final String COMPOSE = "compose";
  static final String NONE = "none";

  /** Says where they run, not which they are. */
  private static final String CLUSTER = "cluster";

  public ServiceSettings {
    words =
        words.stream()
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    images = Map.copyOf(new TreeMap<>(images));
  }

  /** Nothing is said. */
  public static ServiceSettings none(Path basedir) {
    return new ServiceSettings(List.of(), Map.of(), basedir, basedir, name -> Optional.empty());
  }

  /** Whether an app on this machine is to use those of the cluster. */
  public boolean fromCluster() {
    return words.contains(CLUSTER);
  }

  /** What to write for those of the cluster. */
  public String withCluster() {
    return words.isEmpty() ? CLUSTER : String.join(",", words) + "," + CLUSTER;
  }

  /** Those that say which they are. */
  List<String> choices() {
    return words.stream().filter(word -> !word.equals(CLUSTER)).toList();
  }
}
