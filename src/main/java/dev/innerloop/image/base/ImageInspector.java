package dev.innerloop.image.base;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.registry.ImageReferences;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryErrors;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests and configurations of images from their registries. A tag is resolved once a day,
 * as Maven resolves snapshots; tags of registries on this machine are resolved in every session.
 */
public final class ImageInspector {

  private static final Duration GOOD_FOR = Duration.ofDays(1);
  private static final List<String> ARCHITECTURES =
      List.of("amd64", "arm64", "arm", "386", "ppc64le", "riscv64", "s390x");

  private final Registries registries;
  private final List<String> nodes;
  private final ImageListener listener;
  private final BaseImageCache bases;
  private final Map<String, BaseImage> known = new ConcurrentHashMap<>();

  /**
   * Inspects images for one platform.
   *
   * @param nodes architectures of the nodes in OCI names: {@code amd64}, {@code arm64}; the first
   *     is the default
   */
  public ImageInspector(
      Registries registries, List<String> nodes, ImageDirectories folders, ImageListener listener) {
    this.bases = new BaseImageCache(folders.cache().resolve("bases"));
    this.registries = registries;
    this.nodes = List.copyOf(nodes);
    this.listener = listener;
  }

  /**
   * Reads an image's configuration.
   *
   * @throws Problem if it cannot be pulled, or does not support the platform
   */
  public InspectedImage inspect(String reference) {
    return inspect(reference, nodes.get(0));
  }

  /** The same for another platform than that of the nodes. */
  public InspectedImage inspect(String reference, String platform) {
    BaseImage image = base(reference, platform);
    ImageConfig config = image.config();
    return new InspectedImage(
        reference,
        "sha256:" + image.pin().hex(),
        config.architecture(),
        config.entrypoint(),
        config.command(),
        config.environment(),
        config.user());
  }

  public BaseImage base(String reference, String platform) {
    String key = platform + " " + reference;
    BaseImage cached = known.get(key);
    if (cached != null) {
      return cached;
    }
    ImageReference image = ImageReferences.parse(reference, "dev.baseImage");
    BaseImage base =
        RegistryErrors.ofPull(image)
            .translate(
                () -> {
                  Optional<BaseImage> kept = bases.find(image, platform);
                  return kept.isPresent() && isCurrent(kept.get(), platform)
                      ? kept.get()
                      : pullDescription(image, platform);
                });
    known.put(key, base);
    return base;
  }

  /** Whether the cached description of an image is recent enough. */
  private boolean isCurrent(BaseImage kept, String platform) throws IOException {
    ImageReference image = kept.reference();
    if (image.getDigest().isPresent() || isOffline(image)) {
      return true;
    }
    if (Registries.isLoopback(image)) {
      return registries.loopbackDigest(image).equals(Optional.of(kept.pin()));
    }
    return !registries.access().refresh() && bases.isYounger(image, platform, GOOD_FOR);
  }

  private boolean isOffline(ImageReference image) {
    return registries.access().offline() && !Registries.isLoopback(image);
  }

  private BaseImage pullDescription(ImageReference image, String platform) throws IOException {
    if (isOffline(image)) {
      throw new Problem(
          "Cannot pull "
              + image
              + ": Maven is offline, and the image is not in the cache of this machine",
          "Run the command once without -o.");
    }
    listener.readingImage(image.toString());
    BaseImage base = registries.pull(image, registry -> read(registry, image, platform));
    bases.put(base, platform);
    return base;
  }

  private BaseImage read(RegistrySession registry, ImageReference image, String platform)
      throws Exception {
    ManifestAndDigest<ManifestTemplate> found = registry.manifest(image.getQualifier());
    ContentHash pin = ContentHash.ofHex(found.getDigest().getHash());
    if (found.getManifest() instanceof ManifestListTemplate list) {
      List<String> digests = list.getDigestsForPlatform(platform, "linux");
      if (digests.isEmpty()) {
        throw wrongPlatform(image, platform, platforms(list));
      }
      found = registry.manifest(digests.get(0));
    }
    if (!(found.getManifest() instanceof BuildableManifestTemplate manifest)) {
      throw new Problem(
          image + " has the obsolete manifest format schema 1",
          "Use another base image:\n-Ddev.baseImage=eclipse-temurin:17-jre");
    }
    ImageConfig config =
        ImageConfig.parse(registry.read(hash(manifest.getContainerConfiguration())));
    if (!config.architecture().equals(platform)) {
      throw wrongPlatform(image, platform, List.of(config.architecture()));
    }
    return new BaseImage(
        image,
        pin,
        ContentHash.ofHex(found.getDigest().getHash()),
        manifest.getLayers().stream()
            .map(layer -> new BaseImage.Layer(hash(layer), layer.getSize()))
            .toList(),
        config);
  }

  private Problem wrongPlatform(ImageReference image, String platform, List<String> supported) {
    boolean ofNode = nodes.contains(platform);
    return new Problem(
        image
            + " supports "
            + (supported.isEmpty()
                ? "operating systems other than Linux"
                : "linux/" + String.join(", linux/", supported))
            + ", not linux/"
            + platform
            + (ofNode
                ? (nodes.size() > 1
                    ? ", the platform of some nodes"
                    : ", the platform of the nodes")
                : ", which dev.platforms contains"),
        (ofNode ? "Use" : "Remove it from dev.platforms, or use")
            + " a base image that does:\n-Ddev.baseImage=eclipse-temurin:17-jre"
            + (supported.isEmpty() || nodes.size() < 2 || !ofNode
                ? ""
                : "\n"
                    + "or restrict the app to the other nodes, with a nodeSelector in a fragment"
                    + " and -Ddev.platforms=linux/"
                    + supported.get(0)));
  }

  private static List<String> platforms(ManifestListTemplate list) {
    return ARCHITECTURES.stream()
        .filter(each -> !list.getDigestsForPlatform(each, "linux").isEmpty())
        .toList();
  }

  private static ContentHash hash(@Nullable ContentDescriptorTemplate descriptor) {
    return ContentHash.ofHex(
        Objects.requireNonNull(
                Objects.requireNonNull(descriptor, "descriptor").getDigest(), "digest")
            .getHash());
  }
}
