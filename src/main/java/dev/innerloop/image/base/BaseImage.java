package dev.innerloop.image.base;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.wire.ContentHash;
import java.util.List;

/**
 * An image in a registry that others can be built on.
 *
 * @param pin digest of what the reference names, for whichever platforms
 * @param digest of the manifest for the platform
 */
public record BaseImage(
    ImageReference reference,
    ContentHash pin,
    ContentHash digest,
    List<Layer> layers,
    ImageConfig config) {

  /** A compressed layer. */
  public record Layer(ContentHash digest, long size) {}
}
