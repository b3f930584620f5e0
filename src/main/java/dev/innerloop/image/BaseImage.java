package dev.innerloop.image;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.content.ContentHash;
import java.util.List;

/**
 * An image in a registry that others can be built on.
 *
 * @param digest of the manifest for the platform
 */
record BaseImage(
    ImageReference reference, ContentHash digest, List<Layer> layers, ImageConfig config) {

  /** A compressed layer. */
  record Layer(ContentHash digest, long size) {}
}
