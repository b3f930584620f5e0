package dev.innerloop.image;

import dev.innerloop.image.base.BaseImage;
import dev.innerloop.image.content.HashedLayer;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.wire.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An image for all its platforms, before its layers are packed. */
record HashedImage(List<HashedImage.Variant> variants) {

  HashedImage {
    variants = List.copyOf(variants);
  }

  /** The image for one platform, before its layers are packed. */
  record Variant(ImageRequest request, BaseImage base, List<HashedLayer> layers) {
    Variant {
      layers = List.copyOf(layers);
    }
  }

  String contentTag() {
    List<String> facts = new ArrayList<>();
    variants.forEach(
        it -> facts.addAll(ContentTag.facts(it.base().digest(), it.layers(), it.request())));
    return ContentTag.of(facts);
  }

  /** The built image for the first platform. */
  BuiltImage built(String repository, List<String> tags, ContentHash digest, boolean unchanged) {
    ImageRequest request = variants.get(0).request();
    BaseImage base = variants.get(0).base();
    List<String> entrypoint = new ArrayList<>(request.run().entrypoint());
    if (entrypoint.isEmpty()) {
      entrypoint.addAll(base.config().entrypoint());
      entrypoint.addAll(base.config().command());
    }
    return new BuiltImage(
        repository,
        tags,
        contentTag(),
        "sha256:" + digest.hex(),
        entrypoint,
        request.run().user().or(() -> base.config().user()),
        request.run().java(),
        Map.of(),
        request.base().replaceFirst("@.*", "") + "@sha256:" + base.pin().hex(),
        variants.stream().map(it -> it.request().architecture()).toList(),
        unchanged);
  }
}
