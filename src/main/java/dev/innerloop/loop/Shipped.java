package dev.innerloop.loop;

import dev.innerloop.image.InspectedImage;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The resources of an app in the form that is shipped, without anything of dev mode. */
final class Shipped {

  private Shipped() {}

  /**
   * @param base what the app's image is built on
   * @param reference the image that pods run
   */
  static Resources resources(
      AppRequest request,
      InspectedImage base,
      String reference,
      Delivery delivery,
      boolean openShift) {
    // Our own images have a numeric user in any case.
    boolean runsAsRoot = delivery == Delivery.DIRECT && !base.runsAsNonRootNumber();
    String javaOptions = base.environment().getOrDefault("JAVA_TOOL_OPTIONS", "");
    return Manifests.generate(
        new ManifestRequest(
            request.app(),
            new ManifestRequest.Image(reference, runsAsRoot, javaOptions),
            request.image().replicas(),
            openShift));
  }

  /** Writes them to {@code target/kubernetes}, for whoever wants to look. */
  static List<Path> write(App app, Resources resources) {
    Path folder = app.module().basedir().resolve("target").resolve("kubernetes");
    try {
      return resources.writeTo(folder);
    } catch (IOException e) {
      throw new Problem(
          "The manifests cannot be written to " + folder + ": " + e.getMessage(),
          "Make the folder writable, or free some space.",
          e);
    }
  }
}
