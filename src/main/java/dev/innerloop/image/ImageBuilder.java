package dev.innerloop.image;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.content.ContentHash;
import dev.innerloop.image.load.ImageLoader;
import dev.innerloop.image.registry.Attempt;
import dev.innerloop.image.registry.ImageContent;
import dev.innerloop.image.registry.ImagePush;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds images without a daemon, for a registry or for the disk. Equal requests give equal images,
 * wherever and whenever they are built.
 */
public final class ImageBuilder {

  private final Registries registries;
  private final ImageInspector inspector;
  private final ImageListener listener;
  private final LayerPacker packer;
  private final BlobStore baseLayers;
  private final BlobStore configurations;

  public ImageBuilder(
      Registries registries,
      ImageInspector inspector,
      ImageFolders folders,
      ImageListener listener) {
    this.registries = registries;
    this.inspector = inspector;
    this.listener = listener;
    this.packer = new LayerPacker(folders.work().resolve("layers"), listener);
    this.baseLayers = new BlobStore(folders.cache().resolve("blobs"));
    this.configurations = new BlobStore(folders.work().resolve("layers").resolve("blobs"));
  }

  /**
   * Builds an image and pushes what its registry lacks; nothing if it has the same content.
   *
   * @throws Problem if it cannot be built or pushed
   */
  public BuiltImage toRegistry(ImageRequest request) {
    ImageTarget target =
        request.target().orElseThrow(() -> new IllegalArgumentException("no target"));
    BaseImage base = inspector.base(request.base());
    Prepared prepared = prepare(base, request);
    ImageReference pushed = reference(target.push(), prepared.tag());
    return Attempt.toPush(pushed)
        .run(
            () -> {
              try (RegistrySession registry =
                  registries.toPush(pushed, Optional.of(base.reference()))) {
                Optional<ContentHash> there =
                    target.tag().isPresent()
                        ? Optional.empty()
                        : registry.findManifest(prepared.tag());
                if (there.isPresent()) {
                  listener.upToDate(pushed.toString());
                  return built(request, prepared.tag(), there.get(), base, true);
                }
                ImageContent image = assemble(base, prepared, request);
                new ImagePush(registry, listener).push(image, prepared.tag());
                BuiltImage built = built(request, prepared.tag(), image.digest(), base, false);
                listener.pushed(pushed.toString(), built.digest());
                return built;
              }
            });
  }

  /**
   * Builds an image into {@code folder/image}, an OCI layout, and describes it in {@code
   * folder/image.json}.
   *
   * @throws Problem if it cannot be built or written
   */
  public BuiltImage toLayout(ImageRequest request, Path folder) {
    BaseImage base = inspector.base(request.base());
    Prepared prepared = prepare(base, request);
    return new Attempt("build", base.reference(), "dev.baseImage")
        .run(
            () -> {
              ImageContent image = assemble(base, prepared, request);
              new OciLayout(folder.resolve("image")).write(image, prepared.tag());
              BuiltImage built = built(request, prepared.tag(), image.digest(), base, false);
              new ImageDescription(folder.resolve("image.json"))
                  .write(built, false, Optional.of(base.reference().toString()));
              return built;
            });
  }

  /**
   * Describes an image that others built into {@code folder/image}, as {@link #toLayout} would have
   * left it.
   *
   * @param image says of itself what runs in it
   * @param name of the image as long as there is no target
   * @throws Problem if it cannot be written
   */
  public BuiltImage adopt(
      InspectedImage image, String java, Optional<ImageTarget> target, String name, Path folder) {
    List<String> command = new ArrayList<>(image.entrypoint());
    command.addAll(image.command());
    BuiltImage built =
        new BuiltImage(
            target.map(ImageTarget::pull).orElseGet(() -> ImageTarget.repositoryName(name)),
            target.flatMap(ImageTarget::tag).orElseGet(() -> ContentTag.of(image.digest())),
            image.digest(),
            command,
            image.user(),
            java,
            false);
    return new Attempt("build", reference(built.repository(), built.tag()), "dev.dockerfile")
        .run(
            () -> {
              new ImageDescription(folder.resolve("image.json")).write(built, false);
              return built;
            });
  }

  /**
   * The image that {@link #toLayout} left in a folder, if it did.
   *
   * @throws Problem if its description cannot be read
   */
  public Optional<BuiltImage> inLayout(Path folder) {
    return described(folder, description -> true);
  }

  /**
   * The image in a folder, if {@link #pushLayout} pushed it since it was built.
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
          "The description of the image cannot be read: " + file,
          "Build it again: mvn dev:image",
          e);
    }
  }

  /**
   * Pushes the very image that {@link #toLayout} left in a folder.
   *
   * @throws Problem if there is none, or it cannot be pushed
   */
  public BuiltImage pushLayout(Path folder, ImageTarget target) {
    ImageReference unbuilt = reference(target.push(), target.tag().orElse("latest"));
    return Attempt.toPush(unbuilt)
        .run(
            () -> {
              ImageDescription description = new ImageDescription(folder.resolve("image.json"));
              BuiltImage built = description.read();
              String tag = target.tag().orElse(built.tag());
              ContentHash digest = new ContentHash(built.digest().substring("sha256:".length()));
              ImageContent image = new OciLayout(folder.resolve("image")).read(digest);
              ImageReference pushed = reference(target.push(), tag);
              Optional<ImageReference> base =
                  description.base().map(it -> References.parse(it, "dev.baseImage"));
              boolean unchanged;
              try (RegistrySession registry = registries.toPush(pushed, base)) {
                unchanged = registry.findManifest(tag).filter(digest::equals).isPresent();
                if (unchanged) {
                  listener.upToDate(pushed.toString());
                } else {
                  new ImagePush(registry, listener).push(image, tag);
                  listener.pushed(pushed.toString(), built.digest());
                }
              }
              BuiltImage named =
                  new BuiltImage(
                      target.pull(),
                      tag,
                      built.digest(),
                      built.entrypoint(),
                      built.user(),
                      built.java(),
                      unchanged);
              description.write(named, true, description.base());
              return named;
            });
  }

  /**
   * Loads the very image that {@link #toLayout} left in a folder, unless nodes have it.
   *
   * @throws Problem if there is none, or it cannot be loaded
   */
  public BuiltImage loadLayout(Path folder, ImageTarget target, ImageLoader loader) {
    ImageReference unbuilt = reference(target.pull(), "latest");
    return new Attempt("load", unbuilt, "dev.load")
        .run(
            () -> {
              ImageDescription description = new ImageDescription(folder.resolve("image.json"));
              BuiltImage built = description.read();
              String tag =
                  ContentTag.isOne(built.tag()) ? built.tag() : ContentTag.of(built.digest());
              String reference = target.pull() + ":" + tag;
              boolean unchanged = loader.has(reference);
              if (!unchanged) {
                loader.load(folder.resolve("image"), reference);
              }
              BuiltImage named =
                  new BuiltImage(
                      target.pull(),
                      tag,
                      built.digest(),
                      built.entrypoint(),
                      built.user(),
                      built.java(),
                      unchanged);
              description.write(named, true, description.base());
              return named;
            });
  }

  private static ImageReference reference(String repository, String tag) {
    return References.parse(repository + ":" + tag, "dev.image");
  }

  private static Prepared prepare(BaseImage base, ImageRequest request) {
    return new Attempt("build", base.reference(), "dev.baseImage")
        .run(
            () -> {
              List<HashedLayer> layers = new ArrayList<>();
              for (ImageLayer layer : request.layers()) {
                layers.add(HashedLayer.of(layer));
              }
              String tag =
                  request
                      .target()
                      .flatMap(ImageTarget::tag)
                      .orElseGet(() -> ContentTag.of(base.digest(), layers, request));
              return new Prepared(layers, tag);
            });
  }

  private ImageContent assemble(BaseImage base, Prepared prepared, ImageRequest request)
      throws IOException {
    List<ImageContent.Part> parts = new ArrayList<>();
    for (BaseImage.Layer layer : base.layers()) {
      parts.add(
          new ImageContent.Part(
              "base", layer.digest(), layer.size(), true, () -> download(base, layer)));
    }
    List<LayerPacker.Packed> packed = new ArrayList<>();
    for (HashedLayer layer : prepared.layers()) {
      LayerPacker.Packed done = packer.pack(layer);
      packed.add(done);
      parts.add(new ImageContent.Part(done.name(), done.digest(), done.size(), false, done::file));
    }
    byte[] config = base.config().with(packed, request.run(), request.labels()).toBytes();
    ContentHash hash = configurations.put(out -> out.write(config));
    return ImageContent.of(
        parts,
        new ImageContent.Part(
            "configuration", hash, config.length, false, () -> configurations.path(hash)));
  }

  private Path download(BaseImage base, BaseImage.Layer layer) {
    Optional<Path> there = baseLayers.find(layer.digest());
    if (there.isPresent()) {
      return there.get();
    }
    ImageReference image = base.reference();
    if (registries.access().offline() && !Registries.isNear(image)) {
      throw new Problem(
          "Cannot pull " + image + ": Maven is offline, and a layer of it was not used before",
          "Type the command once without -o.");
    }
    listener.pullingBase(image.toString(), layer.size());
    return registries.pull(
        image,
        registry ->
            registry.retrying(
                () -> {
                  baseLayers.put(layer.digest(), out -> registry.pull(layer.digest(), out));
                  return baseLayers.path(layer.digest());
                }));
  }

  private static BuiltImage built(
      ImageRequest request, String tag, ContentHash digest, BaseImage base, boolean unchanged) {
    return new BuiltImage(
        request.target().map(ImageTarget::pull).orElse(request.name()),
        tag,
        "sha256:" + digest.hex(),
        request.run().entrypoint(),
        request.run().user().or(() -> base.config().user()),
        request.run().java(),
        unchanged);
  }

  /** What is known before anything is packed. */
  private record Prepared(List<HashedLayer> layers, String tag) {}
}
