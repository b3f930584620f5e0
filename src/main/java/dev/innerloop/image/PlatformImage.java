package dev.innerloop.image;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;

/**
 * The content of an image for one platform: its manifest, and the blobs that the manifest refers
 * to, the configuration last.
 */
record PlatformImage(
    OciManifest manifest, ContentHash digest, String architecture, List<Part> parts) {

  PlatformImage {
    parts = List.copyOf(parts);
  }

  /**
   * One blob.
   *
   * @param name display name
   * @param inBase whether the repository of the base image has it
   * @param file its local file; downloads it if necessary
   */
  public record Part(
      String name, ContentHash hash, long size, boolean inBase, Callable<Path> file) {

    OciManifest.Blob blob() {
      return new OciManifest.Blob(hash, size);
    }
  }

  static PlatformImage of(
      List<Part> layers, Part config, String architecture, SortedMap<String, String> annotations)
      throws IOException {
    return of(
        OciManifest.image(config.blob(), layers.stream().map(Part::blob).toList(), annotations),
        layers,
        config,
        architecture);
  }

  /** The content of a manifest that refers to these blobs. */
  static PlatformImage of(OciManifest manifest, List<Part> layers, Part config, String architecture)
      throws IOException {
    List<Part> parts = new ArrayList<>(layers);
    parts.add(config);
    return new PlatformImage(
        manifest, manifest.descriptor().blob().hash(), architecture, List.copyOf(parts));
  }
}
