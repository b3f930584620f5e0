package dev.innerloop.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The user's settings of backing services.
 *
 * @param words values of {@code dev.services}; empty if not set
 * @param images images that replace the default ones, by service name
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

  /** Selects where services run, not which ones. */
  private static final String CLUSTER = "cluster";

  public ServiceSettings {
    words =
        words.stream()
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    images = Map.copyOf(new TreeMap<>(images));
  }

  /** Default settings. */
  public static ServiceSettings none(Path basedir) {
    return new ServiceSettings(List.of(), Map.of(), basedir, basedir, name -> Optional.empty());
  }

  /** Whether an app on this machine uses the services of the cluster. */
  public boolean fromCluster() {
    return words.contains(CLUSTER);
  }

  /** The value of {@code dev.services} that also selects those of the cluster. */
  public String withCluster() {
    return words.isEmpty() ? CLUSTER : String.join(",", words) + "," + CLUSTER;
  }

  /** The values that select services. */
  List<String> choices() {
    return words.stream().filter(word -> !word.equals(CLUSTER)).toList();
  }
}
