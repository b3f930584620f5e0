package dev.innerloop.plan.image;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.ImageBuilder;
import dev.innerloop.image.Sbom;
import dev.innerloop.image.base.ImageDirectories;
import dev.innerloop.image.base.ImageInspector;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageListener;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.layout.AppImageInputs;
import dev.innerloop.image.layout.DefaultBase;
import dev.innerloop.image.load.ImageLoader;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.NodeAccess;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.Tag;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Programs;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import dev.innerloop.project.metadata.GitRevision;
import dev.innerloop.project.metadata.Licenses;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ContentSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The image of one app, and the image that it is built on. */
public final class AppImages {

  private final AppRequest request;
  private final NodePlatforms nodes;
  private final Registries registries;
  private final ImageInspector inspector;
  private final ImageBuilder builder;
  private final Optional<DockerfileImages> dockerfile;
  private final Consumer<Event> events;

  /** For nodes whose platforms are unknown. */
  public AppImages(AppRequest request, ConfiguredCredentials logins, Consumer<Event> events) {
    this(request, logins, NodePlatforms.UNKNOWN, events);
  }

  public AppImages(
      AppRequest request,
      ConfiguredCredentials logins,
      NodePlatforms nodes,
      Consumer<Event> events) {
    this.request = request;
    this.nodes = nodes;
    this.events = events;
    ImageListener listener = new ImageProgressReporter(request.app().name(), events);
    this.registries = new Registries(logins, request.image().registries());
    ImageDirectories folders = ImageDirectories.in(devDirectory(request.app()));
    this.inspector = new ImageInspector(registries, nodes.orThisMachine(), folders, listener);
    this.builder = new ImageBuilder(registries, inspector, folders, listener);
    this.dockerfile =
        request
            .image()
            .dockerfile()
            .map(
                settings ->
                    new DockerfileImages(
                        request, settings, builder, Programs.ofThisProcess(), nodes, events));
  }

  /** The directory of a module for files of this plugin. */
  public static Path devDirectory(App app) {
    return devDirectory(app.module().basedir());
  }

  static Path devDirectory(Path basedir) {
    return basedir.resolve("target").resolve("dev");
  }

  public InspectedImage base() {
    return base(architectures().get(0));
  }

  private InspectedImage base(String architecture) {
    String base = request.image().baseImage();
    InspectedImage image =
        inspector.inspect(base == null ? DefaultBase.of(request.app()) : base, architecture);
    return request.app().packaging() instanceof Packaging.NativeExecutable
        ? image
        : image.requireJava(request.app().javaRelease());
  }

  public String java(InspectedImage image) {
    return image.java(Optional.ofNullable(request.image().java()));
  }

  /** Builds it for dev mode and delivers what its destination lacks. */
  public BuiltImage deliver(Destination destination) {
    if (dockerfile.isPresent()) {
      dockerfile.get().buildForDevMode(destination.target(), devImageDirectory());
      return deliverFrom(devImageDirectory(), destination);
    }
    List<ImageRequest> requests = requests(devContents());
    if (destination instanceof Destination.Nodes nodes) {
      builder.toLayout(requests.subList(0, 1), ImageNaming.of(nodes.target()), devImageDirectory());
      return builder.loadLayout(devImageDirectory(), nodes.target(), loader(nodes));
    }
    return builder.toRegistry(requests, named(destination.target()));
  }

  /** Builds it into {@code target/dev}, with its bill of materials if the user wants one. */
  public BuiltImage build(Optional<ImageTarget> target, Licenses licenses) {
    Path directory = devDirectory(request.app());
    BuiltImage built =
        dockerfile.isPresent()
            ? dockerfile.get().buildForRelease(naming(target), directory)
            : builder.toLayout(requests(releaseContents()), naming(target), directory);
    BillOfMaterials bill = new BillOfMaterials(directory);
    if (request.image().content().sbom() == ContentSettings.Sbom.NONE) {
      bill.delete();
    } else {
      bill.write(new Sbom(request.app(), built.base(), licenses).toJson());
    }
    return built;
  }

  /** Delivers what {@link #build} built. */
  public BuiltImage deliverBuilt(Destination destination) {
    BillOfMaterials bill = new BillOfMaterials(devDirectory(request.app()));
    boolean attach = request.image().content().sbom() == ContentSettings.Sbom.ATTACH;
    return destination instanceof Destination.Nodes
        ? deliverFrom(devDirectory(request.app()), destination)
        : builder.pushLayout(
            devDirectory(request.app()),
            naming(Optional.of(destination.target())),
            attach ? List.of(bill.attachment()) : List.of());
  }

  /** The last image that the project's Dockerfile built for dev mode. */
  Optional<BuiltImage> devImage() {
    return dockerfile.isPresent() ? builder.inLayout(devImageDirectory()) : Optional.empty();
  }

  /** Separate from the image that dev:image builds and dev:push pushes. */
  private Path devImageDirectory() {
    return devDirectory(request.app()).resolve("developed");
  }

  private BuiltImage deliverFrom(Path directory, Destination destination) {
    return destination instanceof Destination.Nodes nodes
        ? builder.loadLayout(directory, nodes.target(), loader(nodes))
        : builder.pushLayout(directory, named(destination.target()), List.of());
  }

  private ImageLoader loader(Destination.Nodes nodes) {
    return new ImageLoader(
        nodes.way(),
        nodes.program(),
        reference -> nodes.cluster().filter(it -> it.has(reference)).isPresent(),
        new LoadProgressReporter(request.app().name(), events));
  }

  private ImageNaming naming(Optional<ImageTarget> target) {
    List<Tag> tags = new ArrayList<>();
    for (String tag : request.image().content().tags()) {
      tags.add(
          switch (tag) {
            case "content" -> new Tag.Content();
            case "version" -> Tag.Named.ofVersion(request.app().coordinates().version());
            case "revision" -> revisionTag();
            default -> new Tag.Named(tag);
          });
    }
    return new ImageNaming(target, tags, request.image().content().movable());
  }

  private ImageNaming named(ImageTarget target) {
    return new ImageNaming(Optional.of(target), List.of(), request.image().content().movable());
  }

  private Tag revisionTag() {
    return revision()
        .map(commit -> new Tag.Named(commit.substring(0, 12)))
        .orElseThrow(
            () ->
                new Problem(
                    "dev.tags has \"revision\", and "
                        + request.app().module().basedir()
                        + " is in no checkout of git with a commit",
                    "Commit, or leave it out: -Ddev.tags=version"));
  }

  private Optional<String> revision() {
    return GitRevision.of(request.app().module().basedir());
  }

  /** What nodes need to pull an image, by its names for the push and for the pull. */
  NodeAccess nodeAccess(String pushed, String pulled) {
    return registries.nodeAccess(pushed, pulled);
  }

  /** What {@link #build} left, if anything. */
  public Optional<BuiltImage> built() {
    return builder.inLayout(devDirectory(request.app()));
  }

  /** What {@link #deliverBuilt} delivered, unless another one was built since. */
  public Optional<BuiltImage> pushed() {
    return builder.pushedFrom(devDirectory(request.app()));
  }

  private List<ImageRequest> requests(AppImageInputs contents) {
    Optional<String> java = Optional.ofNullable(request.image().java());
    return architectures().stream()
        .map(architecture -> AppImage.of(contents, base(architecture), java))
        .toList();
  }

  /** That of the nodes first, if the image is for it. */
  private List<String> architectures() {
    List<String> wanted = request.image().content().architectures();
    List<String> here = nodes.orThisMachine();
    if (wanted.isEmpty()) {
      return here;
    }
    nodes.require(
        "The image of " + request.app().name(),
        wanted,
        "Build it for them, too: -Ddev.platforms=" + nodes.platforms());
    return wanted.stream()
        .sorted((one, other) -> Boolean.compare(here.contains(other), here.contains(one)))
        .toList();
  }

  /**
   * For dev mode: laid out as a workspace. Without the commit, which the files are not those of,
   * and which would make a new image of an unchanged project.
   */
  private AppImageInputs devContents() {
    App app = request.app();
    return contents(app.as(new Packaging.ClassPath(app.mainClass())), Optional.empty());
  }

  private AppImageInputs releaseContents() {
    return contents(request.app(), revision());
  }

  private AppImageInputs contents(App app, Optional<String> revision) {
    SortedSet<Integer> ports = new TreeSet<>();
    request.workload().container().ports().forEach(port -> ports.add(port.number()));
    return new AppImageInputs(app, request.image().content().jvmOptions(), ports, revision);
  }
}
