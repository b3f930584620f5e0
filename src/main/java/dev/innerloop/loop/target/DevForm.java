package dev.innerloop.loop.target;

import dev.innerloop.loop.artifact.PullRights;
import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import java.util.Optional;

/**
 * How an app is deployed in dev mode, as far as it stays the same while its session runs.
 *
 * @param reference the image that pods run
 * @param runsAsRoot whether its user is not a number other than 0
 * @param cluster for what resources refer to
 * @param otherwise what the container gets of which nothing is said
 * @param pull empty where nothing is pulled that is ours
 */
record DevForm(
    String reference,
    boolean runsAsRoot,
    boolean openShift,
    ClusterObjects cluster,
    OverlaySettings overlay,
    ContainerSettings.Resources otherwise,
    Optional<PullRights> pull) {

  /** An app's resources, as shipped and as in dev mode. */
  record Both(Resources shipped, Resources dev) {}

  /**
   * Generated, merged and checked anew; written to {@code target/kubernetes}.
   *
   * @throws dev.innerloop.problem.Problem if something is wrong with them
   */
  Both of(AppRequest request) {
    Resources shipped =
        Shipped.resources(request.fitted(otherwise), reference, runsAsRoot, openShift, cluster);
    Resources pulled = pull.map(rights -> rights.named(shipped)).orElse(shipped);
    Shipped.write(request.app(), pulled);
    Resources dev = DevOverlay.over(pulled, overlay);
    return new Both(pulled, pull.map(rights -> rights.complete(dev)).orElse(dev));
  }
}
