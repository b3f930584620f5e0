package dev.innerloop.loop.ship;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.name.ImageTarget;
import dev.innerloop.loop.artifact.AppImages;
import dev.innerloop.loop.artifact.Destinations;
import dev.innerloop.loop.artifact.PullRights;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.ImageSettings;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/** Which image an app is shipped with. */
public final class ShippedImage {

  private ShippedImage() {}

  /**
   * The one that {@code dev:push} pushed.
   *
   * @throws Problem if there is none, or can be none
   */
  static BuiltImage pushed(AppRequest app, ShipRequest request) {
    requireImage(app, request);
    return images(app, request)
        .pushed()
        .orElseThrow(
            () ->
                new Problem(
                    "No image of " + app.app().name() + " was pushed.",
                    "Build and push it first: "
                        + request.commands().of("image")
                        + " && "
                        + request.commands().of("push")));
  }

  /**
   * An image to compare with.
   *
   * @param note what the user should know of the choice
   */
  public record Choice(String reference, Optional<String> note) {}

  /**
   * The pushed image; before there is one, the one that runs, so that only the rest is compared.
   *
   * @param running empty if the app is not there
   * @throws Problem if the app is shipped without an image
   */
  public static Choice expected(AppRequest app, ShipRequest request, Optional<Status> running) {
    requireImage(app, request);
    Optional<BuiltImage> built = built(app, request);
    if (built.isPresent()) {
      return new Choice(built.get().pinned(), Optional.empty());
    }
    return running
        .map(
            status ->
                new Choice(
                    status.image(),
                    Optional.of("no image was built here, so the one that runs is taken as it is")))
        .orElseGet(
            () ->
                new Choice(
                    named(app),
                    Optional.of("no image was built yet, so its tag and digest are not known")));
  }

  /** What the image is called that would be built. */
  public static String named(AppRequest app) {
    Optional<ImageTarget> target = Destinations.named(app);
    return target.map(ImageTarget::pull).orElse(app.app().name())
        + ":"
        + target.flatMap(ImageTarget::tag).orElse(app.app().coordinates().version());
  }

  private static void requireImage(AppRequest app, ShipRequest request) {
    if (app.image().delivery() == ImageSettings.Choice.DIRECT) {
      throw new Problem(
          "dev:apply ships an image, and dev.delivery=direct has none.",
          "Leave dev.delivery out and name a registry: "
              + request.commands().without("dev.delivery").of("image", "-Ddev.registry=HOST/PATH"));
    }
  }

  /** What was built and knows where it goes. */
  private static Optional<BuiltImage> built(AppRequest app, ShipRequest request) {
    return images(app, request).built().filter(image -> image.repository().contains("/"));
  }

  /**
   * Whether nodes may pull it, and by which login.
   *
   * @param reference as nodes name it
   * @return empty if it was loaded into them
   */
  public static Optional<PullRights> pullRights(
      AppRequest app,
      ShipRequest request,
      String reference,
      Cluster cluster,
      Workload workload,
      Consumer<Event> events) {
    int path = reference.indexOf('/');
    if (path < 0 || reference.startsWith("localhost/")) {
      return Optional.empty();
    }
    String repository = reference.replaceFirst("@.*", "").replaceFirst(":[^:/]*$", "");
    return Optional.of(
        PullRights.of(
            app,
            Destinations.named(app)
                .orElseGet(() -> new ImageTarget(repository, repository, Optional.empty())),
            reference,
            images(app, request),
            workload,
            cluster.objects(workload.namespace()),
            events));
  }

  private static AppImages images(AppRequest app, ShipRequest request) {
    return new AppImages(app, request.logins(), event -> {});
  }
}
