package dev.innerloop.image.layout;

import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The image of an app: its layout depends on the packaging, and its layers are ordered by how often
 * they change.
 */
public final class AppImage {

  /** The directory in an image with a class path that corresponds to the workspace. */
  public static final String ROOT = "/app";

  /**
   * Java argument file with the class path: quoted, absolute entries joined by colons. For commands
   * that start the app without the image's entrypoint.
   */
  public static final String CLASS_PATH_FILE = ROOT + "/classpath";

  /** The user {@code nonroot} of distroless images. */
  private static final String NON_ROOT = "65532:65532";

  /**
   * The maximum heap in relation to the container's memory limit; the JVM also needs memory outside
   * the heap.
   */
  public static final String HEAP = "-XX:MaxRAMPercentage=70";

  private AppImage() {}

  /**
   * The image of an app with its current files.
   *
   * @param base the base image
   * @param java the path of Java in the base image that the user set, if any
   * @throws Problem if the base image does not fit, or a file is missing or cannot be read
   */
  public static ImageRequest of(
      AppImageInputs contents, InspectedImage base, Optional<String> java) {
    App app = contents.app();
    requireJava(app, base);
    Layout layout = layout(contents, base, java);
    boolean isStartedByUs = !layout.entrypoint().isEmpty();
    ImageLayer workingFiles =
        isStartedByUs ? WorkingFiles.of(app) : new ImageLayer("working directory", List.of());
    List<ImageLayer> layers = new ArrayList<>(layout.layers());
    layers.add(workingFiles);
    layers.add(ExtraFiles.of(app.module()));
    return new ImageRequest(
        ImageTarget.repositoryName(app.name()),
        base.reference(),
        base.architecture(),
        layers,
        new ImageRequest.Run(
            layout.entrypoint(),
            isStartedByUs ? app.arguments() : List.of(),
            workingFiles.files().isEmpty() ? Optional.empty() : Optional.of(WorkingFiles.DIRECTORY),
            layout.java(),
            layout.environment(),
            ports(contents),
            base.runsAsNonRootNumber() ? Optional.empty() : Optional.of(NON_ROOT)),
        ImageLabels.of(contents, base));
  }

  private static Layout layout(
      AppImageInputs contents, InspectedImage base, Optional<String> java) {
    Packaging packaging = contents.app().packaging();
    if (packaging instanceof Packaging.War war) {
      return new WarLayout(war, contents, base).layout();
    }
    if (packaging instanceof Packaging.NativeExecutable executable) {
      return new NativeLayout(executable, contents, base.architecture()).layout();
    }
    List<String> command = new ArrayList<>(List.of(base.java(java), HEAP));
    command.addAll(contents.app().requiredJvmOptions());
    command.addAll(contents.jvmOptions());
    if (packaging instanceof Packaging.BootJar boot) {
      return new BootLayout(boot, contents.app()).layout(command);
    }
    if (packaging instanceof Packaging.QuarkusApp quarkus) {
      return new QuarkusLayout(quarkus, contents.app()).layout(command);
    }
    return new ClassPathLayout(contents.app()).layout(command);
  }

  private static void requireJava(App app, InspectedImage base) {
    boolean needed = !(app.packaging() instanceof Packaging.NativeExecutable);
    if (needed && base.javaRelease().orElse(Integer.MAX_VALUE) < app.javaRelease()) {
      throw new Problem(
          app.name()
              + " is compiled for Java "
              + app.javaRelease()
              + ", and "
              + base.reference()
              + " has Java "
              + base.javaRelease().getAsInt(),
          "Use a base image with a newer Java, or compile for an older release:\n"
              + "-Ddev.baseImage="
              + DefaultBase.of(app.packaging(), app.javaRelease()));
    }
  }

  private static SortedSet<Integer> ports(AppImageInputs contents) {
    SortedSet<Integer> ports = new TreeSet<>(contents.morePorts());
    var endpoints = contents.app().endpoints();
    ports.add(endpoints.port().value());
    endpoints.management().ifPresent(port -> ports.add(port.value()));
    endpoints.grpc().ifPresent(port -> ports.add(port.value()));
    ports.remove(0);
    return ports;
  }
}
