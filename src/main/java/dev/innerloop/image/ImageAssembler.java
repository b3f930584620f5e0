package dev.innerloop.image;

import dev.innerloop.image.base.BaseImage;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.content.BlobDirectory;
import dev.innerloop.image.content.FileHashCache;
import dev.innerloop.image.content.HashedLayer;
import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.content.LayerPacker;
import dev.innerloop.image.registry.RegistryErrors;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assembles images from layers: first their content, which identifies them, then their bytes. */
final class ImageAssembler {

  private final ImageInspector inspector;
  private final BaseLayerCache baseLayers;
  private final LayerPacker packer;
  private final BlobDirectory configurations;
  private final Path hashes;

  /**
   * @param layers directory of the layers that were packed before
   */
  ImageAssembler(
      ImageInspector inspector, BaseLayerCache baseLayers, Path layers, ImageListener listener) {
    this.inspector = inspector;
    this.baseLayers = baseLayers;
    this.packer = new LayerPacker(layers, listener);
    this.configurations = new BlobDirectory(layers.resolve("blobs"));
    this.hashes = layers.resolve("hashes");
  }

  HashedImage hash(List<ImageRequest> requests) {
    List<HashedImage.Variant> variants = new ArrayList<>();
    Map<ImageLayer, HashedLayer> hashed = new HashMap<>();
    for (ImageRequest request : requests) {
      BaseImage base = inspector.base(request.base(), request.architecture());
      variants.add(
          new RegistryErrors("build", base.reference(), "dev.baseImage")
              .translate(
                  () -> {
                    FileHashCache known = FileHashCache.in(hashes);
                    List<HashedLayer> layers = new ArrayList<>();
                    for (ImageLayer layer : request.layers()) {
                      HashedLayer before = hashed.get(layer);
                      HashedLayer now = before == null ? HashedLayer.of(layer, known) : before;
                      hashed.put(layer, now);
                      layers.add(now);
                    }
                    known.save();
                    return new HashedImage.Variant(request, base, layers);
                  }));
    }
    return new HashedImage(variants);
  }

  ImageSet assemble(HashedImage image) throws IOException {
    List<PlatformImage> images = new ArrayList<>();
    for (HashedImage.Variant variant : image.variants()) {
      images.add(assemble(variant));
    }
    return ImageSet.of(images, image.variants().get(0).request().labels());
  }

  private PlatformImage assemble(HashedImage.Variant variant) throws IOException {
    BaseImage base = variant.base();
    ImageRequest request = variant.request();
    List<PlatformImage.Part> parts = new ArrayList<>();
    for (BaseImage.Layer layer : base.layers()) {
      parts.add(
          new PlatformImage.Part(
              "base", layer.digest(), layer.size(), true, () -> baseLayers.file(base, layer)));
    }
    List<LayerPacker.Packed> packed = new ArrayList<>();
    for (HashedLayer layer : variant.layers()) {
      LayerPacker.Packed done = packer.pack(layer);
      packed.add(done);
      parts.add(new PlatformImage.Part(done.name(), done.digest(), done.size(), false, done::file));
    }
    byte[] config = base.config().with(packed, request.run(), request.labels()).toBytes();
    ContentHash hash = configurations.put(out -> out.write(config));
    return PlatformImage.of(
        parts,
        new PlatformImage.Part(
            "configuration", hash, config.length, false, () -> configurations.path(hash)),
        request.architecture(),
        request.labels());
  }
}
