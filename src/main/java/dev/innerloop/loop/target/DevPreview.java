package dev.innerloop.loop.target;

import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.loop.artifact.DeliveryChoice;
import dev.innerloop.loop.artifact.Destination;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import java.util.Map;
import java.util.Optional;

/**
 * An app's resources in dev mode as they would be, before there is an image: with a key of nobody.
 */
public final class DevPreview {

  private final boolean openShift;
  private final ClusterObjects objects;
  private final CommandForm commands;

  /**
   * @param objects what the namespace has already
   */
  public DevPreview(boolean openShift, ClusterObjects objects, CommandForm commands) {
    this.openShift = openShift;
    this.objects = objects;
    this.commands = commands;
  }

  /**
   * Made and checked.
   *
   * @param base what the image is built on, as far as that is known
   * @throws dev.innerloop.problem.Problem if something is wrong with them
   */
  public Resources of(AppRequest request, DeliveryChoice choice, Optional<InspectedImage> base) {
    LiveKinds.require(request, commands);
    boolean bare = choice.delivery() == Delivery.DIRECT;
    Resources shipped =
        Shipped.resources(
            request,
            reference(request, choice, base),
            bare && base.filter(image -> !image.runsAsNonRootNumber()).isPresent(),
            openShift,
            objects);
    return DevOverlay.over(
        shipped,
        new OverlaySettings(
            choice.delivery(),
            base.flatMap(InspectedImage::tellsJava).orElse("java"),
            SupervisorSettings.supervisorJar(),
            SupervisorSettings.of(
                    DevOverlay.WORKSPACE, DevOverlay.KEY_FILE, ClusterTarget.SUPERVISOR_PORT)
                .properties(),
            SessionKey.random(),
            Map.of(),
            choice.pullPolicy()));
  }

  private static String reference(
      AppRequest request, DeliveryChoice choice, Optional<InspectedImage> base) {
    return choice
        .destination()
        .map(Destination::target)
        .map(target -> target.pull() + ":" + target.tag().orElse("dev"))
        .or(() -> base.map(InspectedImage::reference))
        .orElse(request.app().name() + ":dev");
  }
}
