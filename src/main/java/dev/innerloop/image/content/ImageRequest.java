package dev.innerloop.image.content;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An image to build. Its creation time is always the epoch, so that equal requests give equal
 * images.
 *
 * @param name name of the image if there is no target
 * @param base the base image
 * @param architecture target architecture in OCI names
 * @param layers in order, on top of the base; empty layers are omitted
 * @param run how the image runs
 * @param labels labels and annotations
 */
public record ImageRequest(
    String name,
    String base,
    String architecture,
    List<ImageLayer> layers,
    Run run,
    SortedMap<String, String> labels) {

  public ImageRequest {
    layers = layers.stream().filter(layer -> !layer.files().isEmpty()).toList();
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * How an image runs.
   *
   * @param entrypoint command and arguments; that of the base image if empty
   * @param arguments after the entrypoint, which users of the image can replace
   * @param workingDirectory that of the base image if empty
   * @param java the Java command in the image, if Java starts the app
   * @param environment added to that of the base image
   * @param ports TCP ports that it listens on
   * @param user {@code UID:GID}; that of the base image if empty
   */
  public record Run(
      List<String> entrypoint,
      List<String> arguments,
      Optional<String> workingDirectory,
      Optional<String> java,
      SortedMap<String, String> environment,
      SortedSet<Integer> ports,
      Optional<String> user) {

    public Run {
      entrypoint = List.copyOf(entrypoint);
      arguments = List.copyOf(arguments);
      environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
      ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }
  }
}
