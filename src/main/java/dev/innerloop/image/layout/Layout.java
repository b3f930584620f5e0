package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an app in the image and its start command.
 *
 * @param entrypoint command and arguments; those of the base image if empty
 * @param java the Java command in the image; empty if there is none, or if the base image starts it
 * @param environment added to that of the base image
 */
record Layout(
    List<ImageLayer> layers,
    List<String> entrypoint,
    Optional<String> java,
    SortedMap<String, String> environment) {

  Layout {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** A layout whose entrypoint is a Java command. */
  static Layout started(List<ImageLayer> layers, List<String> command, String... arguments) {
    List<String> entrypoint = new ArrayList<>(command);
    entrypoint.addAll(List.of(arguments));
    return new Layout(layers, entrypoint, Optional.of(command.get(0)), new TreeMap<>());
  }
}
