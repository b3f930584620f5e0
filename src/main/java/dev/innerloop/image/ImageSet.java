package dev.innerloop.image;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The content of a tag: an image, or one for each of several platforms.
 *
 * @param manifest manifest of the image, or the index
 * @param digest of that manifest
 */
record ImageSet(List<PlatformImage> all, OciManifest manifest, ContentHash digest) {

  ImageSet {
    all = List.copyOf(all);
  }

  static ImageSet of(List<PlatformImage> all, SortedMap<String, String> annotations)
      throws IOException {
    if (all.size() == 1) {
      return new ImageSet(List.copyOf(all), all.get(0).manifest(), all.get(0).digest());
    }
    List<OciManifest.Descriptor> images = new ArrayList<>();
    for (PlatformImage image : all) {
      images.add(image.manifest().descriptor().on(image.architecture()));
    }
    return of(all, OciManifest.index(images, annotations));
  }

  static ImageSet of(List<PlatformImage> all, OciManifest manifest) throws IOException {
    return new ImageSet(List.copyOf(all), manifest, manifest.descriptor().blob().hash());
  }

  boolean areSeveral() {
    return all.size() > 1;
  }
}
