package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.wire.ContentHash;
import java.util.List;
import java.util.TreeMap;

/**
 * An OCI referrer: a file in the repository of an image that can be found by the image's digest.
 *
 * @param type media type
 */
record Referrer(String type, byte[] file) {

  private static final byte[] NOTHING = "{}".getBytes(UTF_8);

  Referrer {
    file = file.clone();
  }

  @Override
  public byte[] file() {
    return file.clone();
  }

  /**
   * Pushes the file.
   *
   * @param image the image that it refers to
   * @return whether the registry lists it for the image; false if a registry without the referrers
   *     API already has a list under the fallback tag, which jib cannot read
   */
  boolean push(RegistrySession registry, OciManifest image) throws Exception {
    OciManifest.Blob config = push(registry, NOTHING);
    OciManifest artifact =
        OciManifest.artifact(type, config, push(registry, file), image.descriptor());
    OciManifest.Descriptor descriptor = artifact.descriptor();
    registry.pushManifest(artifact, "sha256:" + descriptor.blob().hash().hex());
    // For registries without the referrers API of OCI 1.1, the list is an index under a tag derived
    // from the digest.
    OciManifest list = OciManifest.index(List.of(descriptor.as(type)), new TreeMap<>());
    String tag = "sha256-" + image.descriptor().blob().hash().hex();
    if (registry.has("sha256:" + list.descriptor().blob().hash().hex())) {
      return true; // from an earlier push
    }
    if (registry.has(tag)) {
      return false;
    }
    registry.pushManifest(list, tag);
    return true;
  }

  private static OciManifest.Blob push(RegistrySession registry, byte[] content) throws Exception {
    ContentHash hash = ContentHash.of(content);
    if (!registry.has(hash)) {
      registry.push(hash, Blobs.from(out -> out.write(content), true), false, () -> {}, sent -> {});
    }
    return new OciManifest.Blob(hash, content.length);
  }
}
