package dev.innerloop.loop.artifact;

import dev.innerloop.image.AppImage;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.ImageBuilder;
import dev.innerloop.image.ImageFolders;
import dev.innerloop.image.ImageInspector;
import dev.innerloop.image.ImageListener;
import dev.innerloop.image.ImageRequest;
import dev.innerloop.image.ImageTarget;
import dev.innerloop.image.InspectedImage;
import dev.innerloop.image.load.ImageLoader;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.tool.Programs;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.project.App;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The image of one app, and the image that it is built on. */
public final class AppImages {

  private static final List<Integer> LONG_TERM_RELEASES = List.of(8, 11, 17, 21, 25);

  private final AppRequest request;
  private final ImageInspector inspector;
  private final ImageBuilder builder;
  private final Optional<DockerfileImages> dockerfile;
  private final Consumer<Event> events;

  public AppImages(AppRequest request, Logins logins, Consumer<Event> events) {
    this.request = request;
    this.events = events;
    ImageListener listener = new Moving(request.app().name(), events);
    Registries registries = new Registries(logins, request.image().registries());
    ImageFolders folders = ImageFolders.in(devFolder(request.app()));
    this.inspector = new ImageInspector(registries, architecture(), folders, listener);
    this.builder = new ImageBuilder(registries, inspector, folders, listener);
    this.dockerfile =
        request
            .image()
            .dockerfile()
            .map(
                settings ->
                    new DockerfileImages(
                        request, settings, builder, Programs.ofThisProcess(), events));
  }

  /** Where a module keeps what belongs to dev mode. */
  public static Path devFolder(App app) {
    return app.module().basedir().resolve("target").resolve("dev");
  }

  public InspectedImage base() {
    String base = request.image().baseImage();
    return inspector.inspect(base == null ? defaultBase() : base);
  }

  public String java(InspectedImage image) {
    return image.java(Optional.ofNullable(request.image().java()));
  }

  /** Builds it for dev mode and brings it where it goes, as far as that lacks it. */
  public BuiltImage deliver(Destination destination) {
    if (dockerfile.isPresent()) {
      dockerfile.get().toDevelop(destination.target(), developed());
      return deliverFrom(developed(), destination);
    }
    ImageRequest description = description().to(destination.target());
    if (destination instanceof Destination.Nodes nodes) {
      builder.toLayout(description, developed());
      return builder.loadLayout(developed(), nodes.target(), loader(nodes));
    }
    return builder.toRegistry(description);
  }

  /** Builds it into {@code target/dev}. */
  public BuiltImage build(Optional<ImageTarget> target) {
    if (dockerfile.isPresent()) {
      return dockerfile.get().toShip(target, devFolder(request.app()));
    }
    ImageRequest description = description();
    return builder.toLayout(
        target.map(description::to).orElse(description), devFolder(request.app()));
  }

  /** Brings what {@link #build} left where it goes. */
  public BuiltImage deliverBuilt(Destination destination) {
    return deliverFrom(devFolder(request.app()), destination);
  }

  /** The last image that was made for dev mode by the project's Dockerfile. */
  Optional<BuiltImage> developedImage() {
    return dockerfile.isPresent() ? builder.inLayout(developed()) : Optional.empty();
  }

  /** Apart from where dev:image leaves what dev:push is to push. */
  private Path developed() {
    return devFolder(request.app()).resolve("developed");
  }

  private BuiltImage deliverFrom(Path folder, Destination destination) {
    return destination instanceof Destination.Nodes nodes
        ? builder.loadLayout(folder, nodes.target(), loader(nodes))
        : builder.pushLayout(folder, destination.target());
  }

  private ImageLoader loader(Destination.Nodes nodes) {
    return new ImageLoader(
        nodes.way(),
        nodes.program(),
        reference -> nodes.cluster().filter(it -> it.has(reference)).isPresent(),
        new Loading(request.app().name(), events));
  }

  /** What {@link #build} left, if anything. */
  public Optional<BuiltImage> built() {
    return builder.inLayout(devFolder(request.app()));
  }

  /** What {@link #deliverBuilt} delivered, unless another one was built since. */
  public Optional<BuiltImage> pushed() {
    return builder.pushedFrom(devFolder(request.app()));
  }

  private ImageRequest description() {
    InspectedImage base = base();
    return AppImage.of(request.app(), base, java(base));
  }

  /** The oldest long-term release that can run the app, or the app's own if it is newer. */
  private String defaultBase() {
    int needed = Math.max(11, request.app().javaRelease());
    int release = LONG_TERM_RELEASES.stream().filter(it -> it >= needed).findFirst().orElse(needed);
    return "eclipse-temurin:" + release + "-jre";
  }

  private static String architecture() {
    String here = System.getProperty("os.arch");
    return here.equals("aarch64") || here.equals("arm64") ? "arm64" : "amd64";
  }
}
