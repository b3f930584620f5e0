package dev.innerloop.manifest;

import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import java.util.OptionalInt;

/**
 * What the resources of an app are made from.
 *
 * @param image the image that pods run
 * @param replicas how many, if the user said so; empty leaves it to the cluster, or at one
 * @param openShift whether the cluster hands out user ids itself, and has Routes
 * @param settings what else the user said
 */
public record ManifestRequest(
    App app, Image image, OptionalInt replicas, boolean openShift, WorkloadSettings settings) {

  /** Of an app of which the user said nothing else. */
  public ManifestRequest(App app, Image image, OptionalInt replicas, boolean openShift) {
    this(app, image, replicas, openShift, WorkloadSettings.NONE);
  }

  /**
   * An image, as far as it shapes the pods.
   *
   * @param reference as the cluster's nodes pull it
   * @param runsAsRoot whether its user is root, or has a name instead of a number: kubelet then
   *     refuses to start it as non-root unless the pod names a user
   */
  public record Image(String reference, boolean runsAsRoot) {}
}
