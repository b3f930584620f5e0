package dev.innerloop.image.base;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.wire.ContentHash;
import java.util.List;

/**
 * A base image in a registry.
 *
 * @param pin digest of the reference: of the index if the image is for several platforms
 * @param digest of the manifest for the platform
 */
public record BaseImage(
    ImageReference reference,
    ContentHash pin,
    ContentHash digest,
    List<Layer> layers,
    ImageConfig config) {

  public BaseImage {
    layers = List.copyOf(layers);
  }

  /** A compressed layer. */
  public record Layer(ContentHash digest, long size) {}
}
