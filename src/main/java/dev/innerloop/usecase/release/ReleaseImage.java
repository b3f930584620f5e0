package dev.innerloop.usecase.release;

import dev.innerloop.cluster.Status;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ImageSettings;
import java.util.Optional;

/** The image of an app in the release form. */
public final class ReleaseImage {

  private ReleaseImage() {}

  /**
   * The one that {@code dev:push} pushed.
   *
   * @throws Problem if there is none, or can be none
   */
  static BuiltImage pushed(AppRequest app, ReleaseRequest request) {
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
   * @param note what you should know of the choice
   */
  public record Choice(ManifestRequest.Image image, Optional<String> note) {}

  /**
   * The pushed image; before there is one, the one that runs, so that only the rest is compared.
   *
   * @param running empty if the app is not deployed
   * @throws Problem if the app is deployed without an image
   */
  public static Choice expected(AppRequest app, ReleaseRequest request, Optional<Status> running) {
    requireImage(app, request);
    Optional<BuiltImage> built = built(app, request);
    if (built.isPresent()) {
      return new Choice(PodImage.released(built.get()), Optional.empty());
    }
    return running
        .map(
            status ->
                choice(status.image(), "no image was built here, so the running image is used"))
        .orElseGet(
            () ->
                choice(named(app), "no image was built yet, so its tag and digest are not known"));
  }

  private static Choice choice(String reference, String note) {
    return new Choice(new ManifestRequest.Image(reference, false), Optional.of(note));
  }

  /** What the image is called that would be built. */
  public static String named(AppRequest app) {
    Optional<ImageTarget> target = Destinations.named(app);
    return target.map(ImageTarget::pull).orElse(app.app().name())
        + ":"
        + target.flatMap(ImageTarget::tag).orElse(app.app().coordinates().version());
  }

  private static void requireImage(AppRequest app, ReleaseRequest request) {
    if (app.image().delivery() == ImageSettings.Choice.DIRECT) {
      throw new Problem(
          "dev:apply deploys an image, and dev.delivery=direct has none.",
          "Leave dev.delivery out and name a registry: "
              + request.commands().without("dev.delivery").of("image", "-Ddev.registry=HOST/PATH"));
    }
  }

  /** The image that was built, if it was built for a registry. */
  private static Optional<BuiltImage> built(AppRequest app, ReleaseRequest request) {
    return images(app, request).built().filter(image -> image.repository().contains("/"));
  }

  private static AppImages images(AppRequest app, ReleaseRequest request) {
    return new AppImages(app, request.logins(), event -> {});
  }
}
