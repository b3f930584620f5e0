package dev.innerloop.image;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.image.base.ImageDirectories;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.BlobDirectory;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.load.ImageLoader;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.ImageReferences;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryErrors;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.JvmVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds images without a daemon, for a registry or on disk. Builds are reproducible: equal
 * requests give equal images.
 */
public final class ImageBuilder {

  private final Registries registries;
  private final ImageListener listener;
  private final ImageAssembler assembler;

  public ImageBuilder(
      Registries registries,
      ImageInspector inspector,
      ImageDirectories folders,
      ImageListener listener) {
    this.registries = registries;
    this.listener = listener;
    this.assembler =
        new ImageAssembler(
            inspector,
            new BaseLayerCache(
                registries, new BlobDirectory(folders.cache().resolve("blobs")), listener),
            folders.work().resolve("layers"),
            listener);
  }

  /**
   * Builds an image and pushes what its registry lacks; nothing if it already has the same content.
   *
   * @param requests for it, one for each platform
   * @throws Problem if it cannot be built or pushed, or its tag is taken
   */
  public BuiltImage toRegistry(List<ImageRequest> requests, ImageNaming naming) {
    ImageTarget target =
        naming.target().orElseThrow(() -> new IllegalArgumentException("no target"));
    HashedImage hashed = assembler.hash(requests);
    List<String> tags = naming.tags(hashed.contentTag());
    ImageReference pushed = reference(target.push(), tags.get(0));
    ImageReference base = hashed.variants().get(0).base().reference();
    if (!naming.isTagged()) {
      Optional<ContentHash> existing =
          registries.loopbackDigest(reference(target.push(), hashed.contentTag()));
      if (existing.isPresent()) {
        listener.upToDate(pushed.toString());
        return hashed.built(target.pull(), tags, existing.get(), true);
      }
    }
    return RegistryErrors.ofPush(pushed)
        .translate(
            () -> {
              try (RegistrySession registry = registries.toPush(pushed, Optional.of(base))) {
                Optional<ContentHash> existing =
                    naming.isTagged()
                        ? Optional.empty()
                        : registry.findManifest(hashed.contentTag());
                if (existing.isPresent()) {
                  listener.upToDate(pushed.toString());
                  return hashed.built(target.pull(), tags, existing.get(), true);
                }
                ImageSet images = assembler.assemble(hashed);
                boolean unchanged = push(images, tags, registry, target, naming);
                return hashed.built(target.pull(), tags, images.digest(), unchanged);
              }
            });
  }

  /** Returns whether the registry already had the whole image. */
  private boolean push(
      ImageSet images,
      List<String> tags,
      RegistrySession registry,
      ImageTarget target,
      ImageNaming naming)
      throws Exception {
    ImageReference pushed = reference(target.push(), tags.get(0));
    List<String> missing = new ArrayList<>();
    for (String tag : tags) {
      if (registry.findManifest(tag).filter(images.digest()::equals).isEmpty()) {
        missing.add(tag);
      }
    }
    if (missing.isEmpty()) {
      listener.upToDate(pushed.toString());
      return true;
    }
    ReleaseTags releases = new ReleaseTags(registry, target.push());
    for (String tag : missing) {
      releases.protect(tag, images.digest(), naming);
    }
    new ImagePush(registry, listener).push(images, missing);
    listener.pushed(pushed.toString(), "sha256:" + images.digest().hex());
    return false;
  }

  /**
   * Builds an image into {@code folder/image}, an OCI image layout, and describes it in {@code
   * folder/image.json}.
   *
   * @param requests for it, one for each platform
   * @throws Problem if it cannot be built or written
   */
  public BuiltImage toLayout(List<ImageRequest> requests, ImageNaming naming, Path folder) {
    HashedImage hashed = assembler.hash(requests);
    List<String> tags = naming.tags(hashed.contentTag());
    return new RegistryErrors("build", hashed.variants().get(0).base().reference(), "dev.baseImage")
        .translate(
            () -> {
              OciLayout layout = new OciLayout(folder.resolve("image"));
              ImageDescription description = new ImageDescription(folder.resolve("image.json"));
              Optional<ContentHash> kept =
                  description
                      .digestOf(hashed.contentTag())
                      .filter(digest -> layout.contains(digest, tags));
              BuiltImage built =
                  hashed.built(
                      naming.target().map(ImageTarget::pull).orElse(requests.get(0).name()),
                      tags,
                      kept.isPresent()
                          ? kept.get()
                          : write(assembler.assemble(hashed), layout, tags),
                      false);
              description.write(built, false);
              return built;
            });
  }

  private static ContentHash write(ImageSet images, OciLayout layout, List<String> tags)
      throws Exception {
    layout.write(images, tags);
    return images.digest();
  }

  /**
   * Describes an image that another tool built into {@code folder/image}, as {@link #toLayout}
   * would have left it.
   *
   * @param image with its entrypoint
   * @param name of the image if there is no target
   * @throws Problem if it cannot be written
   */
  public BuiltImage adopt(
      InspectedImage image, Optional<String> java, ImageNaming naming, String name, Path folder) {
    List<String> command = new ArrayList<>(image.entrypoint());
    command.addAll(image.command());
    BuiltImage built =
        new BuiltImage(
            naming
                .target()
                .map(ImageTarget::pull)
                .orElseGet(() -> ImageTarget.repositoryName(name)),
            naming.tags(ContentTag.of(image.digest())),
            ContentTag.of(image.digest()),
            image.digest(),
            command,
            image.user(),
            java,
            jvmVariables(image),
            "",
            List.of(image.architecture()),
            false);
    return new RegistryErrors("build", reference(built.repository(), built.tag()), "dev.dockerfile")
        .translate(
            () -> {
              new ImageDescription(folder.resolve("image.json")).write(built, false);
              return built;
            });
  }

  private static Map<String, String> jvmVariables(InspectedImage image) {
    Map<String, String> variables = new HashMap<>(image.environment());
    variables.keySet().retainAll(JvmVariables.NAMES);
    return variables;
  }

  /**
   * The image that {@link #toLayout} left in a directory, if any.
   *
   * @throws Problem if its description cannot be read
   */
  public Optional<BuiltImage> inLayout(Path folder) {
    return described(folder, description -> true);
  }

  /**
   * The image in a directory, if {@link #pushLayout} pushed it since it was built.
   *
   * @throws Problem if its description cannot be read
   */
  public Optional<BuiltImage> pushedFrom(Path folder) {
    return described(folder, ImageDescription::isPushed);
  }

  private interface Condition {
    boolean holds(ImageDescription description) throws IOException;
  }

  private static Optional<BuiltImage> described(Path folder, Condition condition) {
    Path file = folder.resolve("image.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ImageDescription description = new ImageDescription(file);
      return condition.holds(description) ? Optional.of(description.read()) : Optional.empty();
    } catch (IOException e) {
      throw new Problem(
          "Cannot read the description of the image: " + file, "Build it again: mvn dev:image", e);
    }
  }

  /**
   * Pushes the image that {@link #toLayout} left in a directory.
   *
   * @param attached files to push as referrers of the image
   * @throws Problem if there is none, or it cannot be pushed, or its tag is taken
   */
  public BuiltImage pushLayout(Path folder, ImageNaming naming, List<Attachment> attached) {
    ImageTarget target =
        naming.target().orElseThrow(() -> new IllegalArgumentException("no target"));
    ImageReference unbuilt = reference(target.push(), target.tag().orElse("latest"));
    return RegistryErrors.ofPush(unbuilt)
        .translate(
            () -> {
              ImageDescription description = new ImageDescription(folder.resolve("image.json"));
              BuiltImage built = description.read();
              List<String> tags =
                  naming.isTagged() ? naming.tags(built.contentTag()) : built.tags();
              ContentHash digest = ContentHash.ofHex(built.digest().substring("sha256:".length()));
              if (attached.isEmpty() && isInLoopbackRegistry(target.push(), tags, digest)) {
                listener.upToDate(target.push() + ":" + tags.get(0));
                BuiltImage named = built.named(target.pull(), tags, true);
                description.write(named, true);
                return named;
              }
              ImageSet images = new OciLayout(folder.resolve("image")).read(digest);
              Optional<ImageReference> base =
                  Optional.of(built.base())
                      .filter(it -> !it.isEmpty())
                      .map(it -> ImageReferences.parse(it, "dev.baseImage"));
              boolean unchanged;
              try (RegistrySession registry =
                  registries.toPush(reference(target.push(), tags.get(0)), base)) {
                unchanged = push(images, tags, registry, target, naming);
                for (Attachment file : attached) {
                  boolean listed =
                      new Referrer(file.type(), Files.readAllBytes(file.file()))
                          .push(registry, images.manifest());
                  listener.attached(file.name(), target.push() + "@" + built.digest(), listed);
                }
              }
              BuiltImage named = built.named(target.pull(), tags, unchanged);
              description.write(named, true);
              return named;
            });
  }

  /**
   * Loads the image that {@link #toLayout} left in a directory into the nodes, unless they have it.
   *
   * @throws Problem if there is none, or it cannot be loaded
   */
  public BuiltImage loadLayout(Path folder, ImageTarget target, ImageLoader loader) {
    ImageReference unbuilt = reference(target.pull(), "latest");
    return new RegistryErrors("load", unbuilt, "dev.load")
        .translate(
            () -> {
              ImageDescription description = new ImageDescription(folder.resolve("image.json"));
              BuiltImage built = description.read();
              String tag =
                  ContentTag.isContentTag(built.tag())
                      ? built.tag()
                      : ContentTag.of(built.digest());
              String reference = target.pull() + ":" + tag;
              boolean unchanged = loader.has(reference);
              if (!unchanged) {
                loader.load(folder.resolve("image"), reference);
              }
              BuiltImage named = built.named(target.pull(), List.of(tag), unchanged);
              description.write(named, true);
              return named;
            });
  }

  /** Whether a registry on this machine has an image under all of these tags. */
  private boolean isInLoopbackRegistry(String repository, List<String> tags, ContentHash digest) {
    return tags.stream()
        .map(tag -> registries.loopbackDigest(reference(repository, tag)))
        .allMatch(Optional.of(digest)::equals);
  }

  private static ImageReference reference(String repository, String tag) {
    return ImageReferences.parse(repository + ":" + tag, "dev.image");
  }
}
