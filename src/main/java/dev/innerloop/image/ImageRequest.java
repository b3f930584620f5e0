package dev.innerloop.image;

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
 * @param target where to push it; not needed for a layout on disk
 * @param layers in the order in which they lie on the base; empty ones are left out
 * @param run what runs in it
 * @param labels OCI annotations
 */
public record ImageRequest(
    String name,
    String base,
    Optional<ImageTarget> target,
    List<ImageLayer> layers,
    Run run,
    SortedMap<String, String> labels) {

  public ImageRequest {
    layers = layers.stream().filter(layer -> !layer.files().isEmpty()).toList();
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The same image for a registry. */
  public ImageRequest to(ImageTarget newTarget) {
    return new ImageRequest(name, base, Optional.of(newTarget), layers, run, labels);
  }

  /**
   * What runs in an image.
   *
   * @param entrypoint command and arguments
   * @param java the command of Java inside the image
   * @param environment added to that of the base
   * @param ports TCP ports that it listens on
   * @param user {@code UID:GID}; the base's when empty
   */
  public record Run(
      List<String> entrypoint,
      String java,
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
