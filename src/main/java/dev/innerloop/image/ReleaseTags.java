package dev.innerloop.image;

import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import dev.innerloop.image.base.ImageConfig;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.util.List;
import java.util.Optional;

/** Protects the tags of released images in a repository from being moved by mistake. */
final class ReleaseTags {

  private static final String VERSION = "org.opencontainers.image.version";
  private static final String SNAPSHOT = "-SNAPSHOT";

  private final RegistrySession registry;
  private final String repository;

  ReleaseTags(RegistrySession registry, String repository) {
    this.registry = registry;
    this.repository = repository;
  }

  /**
   * Ensures that a tag does not exist, or has the same content, or is not a release.
   *
   * @throws Problem if it is a release with other content, and the user did not allow it to move
   */
  void protect(String tag, ContentHash content, ImageNaming naming) throws Exception {
    if (naming.mayMove(tag)) {
      return;
    }
    Optional<ContentHash> existing = registry.findManifest(tag);
    if (existing.isEmpty() || existing.get().equals(content)) {
      return;
    }
    Optional<String> version = version(tag);
    if (!version.orElse(tag).endsWith(SNAPSHOT)) {
      throw new Problem(
          repository
              + ":"
              + tag
              + " already exists"
              + version.map(it -> ", of version " + it).orElse("")
              + ", with different content",
          "Release another version, or use another tag: -Ddev.tags=NAME\n"
              + "To move the tag: -Ddev.overwrite="
              + tag);
    }
  }

  /** The version in the labels of the image, if any. */
  private Optional<String> version(String tag) throws Exception {
    ManifestTemplate manifest = registry.manifest(tag).getManifest();
    if (manifest instanceof OciIndexTemplate index && !index.getManifests().isEmpty()) {
      manifest = registry.manifest(digest(index.getManifests().get(0))).getManifest();
    } else if (manifest instanceof V22ManifestListTemplate list) {
      List<String> digests = list.getDigestsForPlatform("amd64", "linux");
      manifest = digests.isEmpty() ? manifest : registry.manifest(digests.get(0)).getManifest();
    }
    ContentDescriptorTemplate config =
        manifest instanceof BuildableManifestTemplate image
            ? image.getContainerConfiguration()
            : null;
    return config == null || config.getDigest() == null
        ? Optional.empty()
        : ImageConfig.parse(registry.read(ContentHash.ofHex(config.getDigest().getHash())))
            .label(VERSION);
  }

  private static String digest(ContentDescriptorTemplate descriptor) {
    return String.valueOf(descriptor.getDigest());
  }
}
