package dev.innerloop.image.layer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An image to build. Its time is always the epoch, so that equal requests give equal images.
 *
 * @param name of the image as long as there is no target
 * @param base the image to build on
 * @param architecture that it is for, as OCI names it
 * @param layers in the order in which they lie on the base; empty ones are left out
 * @param run what runs in it
 * @param labels what the image says of itself: labels and annotations
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
   * What runs in an image.
   *
   * @param entrypoint command and arguments; the base's own when empty
   * @param java the command of Java inside the image, if it is started by one
   * @param environment added to that of the base
   * @param ports TCP ports that it listens on
   * @param user {@code UID:GID}; the base's when empty
   */
  public record Run(
      List<String> entrypoint,
      Optional<String> java,
      SortedMap<String, String> environment,
      SortedSet<Integer> ports,
      Optional<String> user) {

    public Run {
      entrypoint = List.copyOf(entrypoint);
      environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
      ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }
  }
}
