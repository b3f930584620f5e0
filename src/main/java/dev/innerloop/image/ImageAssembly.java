package dev.innerloop.image;

import dev.innerloop.image.base.BaseImage;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.layer.BlobStore;
import dev.innerloop.image.layer.HashedLayer;
import dev.innerloop.image.layer.ImageLayer;
import dev.innerloop.image.layer.ImageRequest;
import dev.innerloop.image.layer.KnownHashes;
import dev.innerloop.image.layer.LayerPacker;
import dev.innerloop.image.push.ImageContent;
import dev.innerloop.image.push.Images;
import dev.innerloop.image.registry.Attempt;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assembles images from layers: first their content, which identifies them, then their bytes. */
final class ImageAssembly {

  private final ImageInspector inspector;
  private final BaseLayers baseLayers;
  private final LayerPacker packer;
  private final BlobStore configurations;
  private final Path hashes;

  /**
   * @param layers directory of the layers that were packed before
   */
  ImageAssembly(
      ImageInspector inspector, BaseLayers baseLayers, Path layers, ImageListener listener) {
    this.inspector = inspector;
    this.baseLayers = baseLayers;
    this.packer = new LayerPacker(layers, listener);
    this.configurations = new BlobStore(layers.resolve("blobs"));
    this.hashes = layers.resolve("hashes");
  }

  Prepared prepare(List<ImageRequest> requests) {
    List<Prepared.Variant> variants = new ArrayList<>();
    Map<ImageLayer, HashedLayer> hashed = new HashMap<>();
    for (ImageRequest request : requests) {
      BaseImage base = inspector.base(request.base(), request.architecture());
      variants.add(
          new Attempt("build", base.reference(), "dev.baseImage")
              .run(
                  () -> {
                    KnownHashes known = KnownHashes.in(hashes);
                    List<HashedLayer> layers = new ArrayList<>();
                    for (ImageLayer layer : request.layers()) {
                      HashedLayer before = hashed.get(layer);
                      HashedLayer now = before == null ? HashedLayer.of(layer, known) : before;
                      hashed.put(layer, now);
                      layers.add(now);
                    }
                    known.keep();
                    return new Prepared.Variant(request, base, layers);
                  }));
    }
    return new Prepared(variants);
  }

  Images assemble(Prepared prepared) throws IOException {
    List<ImageContent> images = new ArrayList<>();
    for (Prepared.Variant variant : prepared.variants()) {
      images.add(assemble(variant));
    }
    return Images.of(images, prepared.variants().get(0).request().labels());
  }

  private ImageContent assemble(Prepared.Variant variant) throws IOException {
    BaseImage base = variant.base();
    ImageRequest request = variant.request();
    List<ImageContent.Part> parts = new ArrayList<>();
    for (BaseImage.Layer layer : base.layers()) {
      parts.add(
          new ImageContent.Part(
              "base", layer.digest(), layer.size(), true, () -> baseLayers.file(base, layer)));
    }
    List<LayerPacker.Packed> packed = new ArrayList<>();
    for (HashedLayer layer : variant.layers()) {
      LayerPacker.Packed done = packer.pack(layer);
      packed.add(done);
      parts.add(new ImageContent.Part(done.name(), done.digest(), done.size(), false, done::file));
    }
    byte[] config = base.config().with(packed, request.run(), request.labels()).toBytes();
    ContentHash hash = configurations.put(out -> out.write(config));
    return ImageContent.of(
        parts,
        new ImageContent.Part(
            "configuration", hash, config.length, false, () -> configurations.path(hash)),
        request.architecture(),
        request.labels());
  }
}
