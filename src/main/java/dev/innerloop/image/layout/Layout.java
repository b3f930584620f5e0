package dev.innerloop.image.layout;

import dev.innerloop.image.layer.ImageLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An app's files in the image, and how they are started.
 *
 * @param entrypoint command and arguments; the base's own when empty
 * @param java the command of Java in the image; empty where the image has none, or starts it itself
 * @param environment added to that of the base
 */
record Layout(
    List<ImageLayer> layers,
    List<String> entrypoint,
    Optional<String> java,
    SortedMap<String, String> environment) {

  /** What is started by a command that begins with Java. */
  static Layout started(List<ImageLayer> layers, List<String> command, String... arguments) {
    List<String> entrypoint = new ArrayList<>(command);
    entrypoint.addAll(List.of(arguments));
    return new Layout(layers, entrypoint, Optional.of(command.get(0)), new TreeMap<>());
  }
}
