package dev.innerloop.image;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.image.base.BaseImage;
import dev.innerloop.image.content.BlobDirectory;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Cache of the layers of base images, shared by all projects on this machine. */
final class BaseLayerCache {

  private final Registries registries;
  private final BlobDirectory layers;
  private final ImageListener listener;

  BaseLayerCache(Registries registries, BlobDirectory layers, ImageListener listener) {
    this.registries = registries;
    this.layers = layers;
    this.listener = listener;
  }

  /** The file of a layer; downloads it if it is not cached. */
  Path file(BaseImage base, BaseImage.Layer layer) {
    Optional<Path> cached = layers.find(layer.digest());
    if (cached.isPresent()) {
      return cached.get();
    }
    ImageReference image = base.reference();
    if (registries.access().offline() && !Registries.isLoopback(image)) {
      throw new Problem(
          "Cannot pull " + image + ": Maven is offline, and a layer of it is not in the cache",
          "Run the command once without -o.");
    }
    listener.pullingBase(image.toString(), layer.size());
    return registries.pull(
        image,
        registry ->
            registry.retrying(
                () -> {
                  fetch(registry, image, layer);
                  return layers.path(layer.digest());
                }));
  }

  private void fetch(RegistrySession registry, ImageReference image, BaseImage.Layer layer)
      throws IOException {
    try {
      layers.put(layer.digest(), out -> registry.pull(layer.digest(), out));
    } catch (IOException e) {
      if (!RegistrySession.isMissing(e)) {
        throw e;
      }
      throw new Problem(
          "Cannot pull "
              + image
              + ": its cached description is outdated: the registry no longer has the layer sha256:"
              + layer.digest().hex(),
          image.getDigest().isPresent()
              ? "Set an existing image:\n-Ddev.baseImage="
              : "Resolve the tag again:\n-U",
          e);
    }
  }
}
