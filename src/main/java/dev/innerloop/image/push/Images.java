package dev.innerloop.image.push;

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
public record Images(List<ImageContent> all, Manifest manifest, ContentHash digest) {

  public Images {
    all = List.copyOf(all);
  }

  public static Images of(List<ImageContent> all, SortedMap<String, String> annotations)
      throws IOException {
    if (all.size() == 1) {
      return new Images(List.copyOf(all), all.get(0).manifest(), all.get(0).digest());
    }
    List<Manifest.Descriptor> images = new ArrayList<>();
    for (ImageContent image : all) {
      images.add(image.manifest().descriptor().on(image.architecture()));
    }
    return of(all, Manifest.index(images, annotations));
  }

  public static Images of(List<ImageContent> all, Manifest manifest) throws IOException {
    return new Images(List.copyOf(all), manifest, manifest.descriptor().blob().hash());
  }

  boolean areSeveral() {
    return all.size() > 1;
  }
}
