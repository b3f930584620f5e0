package dev.innerloop.loop.target;

import dev.innerloop.loop.artifact.Shipped;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;

/**
 * How an app is deployed in dev mode, as far as it stays the same while its session runs.
 *
 * @param reference the image that pods run
 * @param runsAsRoot whether its user is not a number other than 0
 * @param cluster for what resources refer to
 */
record DevForm(
    String reference,
    boolean runsAsRoot,
    boolean openShift,
    ClusterObjects cluster,
    OverlaySettings overlay) {

  /** An app's resources, as shipped and as in dev mode. */
  record Both(Resources shipped, Resources dev) {}

  /**
   * Generated, merged and checked anew; written to {@code target/kubernetes}.
   *
   * @throws dev.innerloop.problem.Problem if something is wrong with them
   */
  Both of(AppRequest request) {
    Resources shipped = Shipped.resources(request, reference, runsAsRoot, openShift, cluster);
    Shipped.write(request.app(), shipped);
    return new Both(shipped, DevOverlay.over(shipped, overlay));
  }
}
