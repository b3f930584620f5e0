package dev.innerloop.plan.image;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.ImageBuilder;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.dockerfile.DockerfileBuilder;
import dev.innerloop.image.dockerfile.DockerfileImage;
import dev.innerloop.image.dockerfile.DockerfileListener;
import dev.innerloop.image.registry.ImageNaming;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Programs;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.DockerfileSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The image that the project's own Dockerfile builds. */
final class DockerfileImages {

  private final AppRequest request;
  private final DockerfileSettings settings;
  private final ImageBuilder images;
  private final NodePlatforms nodes;
  private final DockerfileBuilder builder;
  private final Consumer<Event> events;

  DockerfileImages(
      AppRequest request,
      DockerfileSettings settings,
      ImageBuilder images,
      Programs programs,
      NodePlatforms nodes,
      Consumer<Event> events) {
    this.request = request;
    this.settings = settings;
    this.images = images;
    this.nodes = nodes;
    this.events = events;
    String app = request.app().name();
    this.builder =
        new DockerfileBuilder(
            programs,
            settings.tool(),
            new DockerfileListener() {
              @Override
              public void building(String tool, String step) {
                events.accept(new Event.Progress(app, tool + ": step " + step));
              }

              @Override
              public void saving(String tool) {
                events.accept(new Event.Progress(app, "copying the image from " + tool));
              }
            });
  }

  /** For a release, which does not need a JVM. */
  BuiltImage buildForRelease(ImageNaming naming, Path directory) {
    DockerfileImage image = builder.build(settings.source(), directory);
    InspectedImage inspected = inspected(image);
    return images.adopt(inspected, java(image, inspected), naming, request.app().name(), directory);
  }

  /**
   * For dev mode, which starts the app in it by itself.
   *
   * @throws Problem if it is not for the nodes, has no JVM, or too old a one
   */
  BuiltImage buildForDevMode(ImageTarget target, Path directory) {
    DockerfileImage image = builder.build(settings.source(), directory);
    nodes.require(
        "The image that " + settings.source().dockerfile() + " makes",
        List.of(image.architecture()),
        "Name their platform in each of its stages:\nFROM --platform="
            + nodes.platforms().replaceFirst(",.*", "")
            + " IMAGE");
    InspectedImage inspected = inspected(image);
    String java =
        java(image, inspected)
            .orElseThrow(
                () ->
                    new Problem(
                        "The image that "
                            + settings.source().dockerfile()
                            + " makes has no JVM: no layer of it holds a bin/java, and dev mode"
                            + " runs the app by Java.",
                        "Give its last stage a base with Java, say where Java is with"
                            + " -Ddev.java=PATH, or leave dev.builder out. It can be shipped as it"
                            + " is, by dev:image, dev:push and dev:apply."));
    int needed = request.app().javaRelease();
    if (inspected.javaRelease().orElse(Integer.MAX_VALUE) < needed) {
      throw new Problem(
          request.app().name()
              + " is compiled for Java "
              + needed
              + ", and the image that "
              + settings.source().dockerfile()
              + " makes has Java "
              + inspected.javaRelease().getAsInt()
              + ".",
          "Give its last stage a base with a newer Java, or compile for an older one.");
    }
    reportIgnoredOptions(image);
    return images.adopt(
        inspected, Optional.of(java), ImageNaming.of(target), request.app().name(), directory);
  }

  private InspectedImage inspected(DockerfileImage image) {
    return new InspectedImage(
        settings.source().dockerfile().toString(),
        image.digest(),
        image.architecture(),
        image.entrypoint(),
        image.command(),
        image.environment(),
        image.user());
  }

  /** The image's configuration counts only if the image has a JVM: environments are inherited. */
  private Optional<String> java(DockerfileImage image, InspectedImage inspected) {
    return Optional.ofNullable(request.image().java())
        .or(
            () ->
                image.javas().isEmpty()
                    ? Optional.empty()
                    : inspected.detectedJava().or(() -> Optional.of(image.javas().get(0))));
  }

  private void reportIgnoredOptions(DockerfileImage image) {
    List<String> options =
        Stream.concat(image.entrypoint().stream(), image.command().stream())
            .filter(word -> word.matches("-(D|X|javaagent:|-add-|-enable-).*"))
            .toList();
    if (!options.isEmpty()) {
      events.accept(
          Event.Notice.warning(
              request.app().name()
                  + ": dev mode starts Java itself, without what the image's ENTRYPOINT and CMD"
                  + " add: "
                  + String.join(" ", options)
                  + ". The environment variable JAVA_TOOL_OPTIONS counts in both."));
    }
  }
}
