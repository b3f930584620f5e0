package dev.innerloop.manifest;

import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import java.util.OptionalInt;

/**
 * The input for generating the resources of an app.
 *
 * @param image the image of the pods
 * @param replicas number of replicas, if set by the user; if empty, the cluster's current number or
 *     one
 * @param present the number of replicas on the cluster, which is kept if the user sets none; empty
 *     if it is not known
 * @param openShift whether the cluster assigns user IDs and supports Routes
 * @param settings the user's settings
 */
public record ManifestRequest(
    App app,
    Image image,
    OptionalInt replicas,
    OptionalInt present,
    boolean openShift,
    WorkloadSettings settings) {

  /** A request that knows nothing of the cluster. */
  public ManifestRequest(
      App app, Image image, OptionalInt replicas, boolean openShift, WorkloadSettings settings) {
    this(app, image, replicas, OptionalInt.empty(), openShift, settings);
  }

  /** A request with default settings. */
  public ManifestRequest(App app, Image image, OptionalInt replicas, boolean openShift) {
    this(app, image, replicas, openShift, WorkloadSettings.NONE);
  }

  /**
   * The properties of an image that affect the pods.
   *
   * @param reference as pulled by the nodes
   * @param runsAsRoot whether its user is root, or has a name instead of a number: kubelet then
   *     refuses to start it as non-root unless the pod names a user
   */
  public record Image(String reference, boolean runsAsRoot) {}
}
