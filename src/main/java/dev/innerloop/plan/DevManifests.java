package dev.innerloop.plan;

import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.plan.image.PullCredentials;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Generates the manifests of an app in dev mode. What it holds stays the same while a session runs.
 *
 * @param objects the existing objects, for what manifests refer to
 * @param defaultResources resources of the container for which the user sets none
 * @param pull empty if nodes pull no image of the app
 */
public record DevManifests(
    ManifestRequest.Image image,
    boolean openShift,
    ClusterObjects objects,
    OverlaySettings overlay,
    ContainerSettings.Resources defaultResources,
    Optional<PullCredentials> pull) {

  /** The port of the supervisor, on the pod's loopback: one that apps rarely use. */
  public static final int SUPERVISOR_PORT = 41_597;

  /** The key that sessions of the app need. */
  public SessionKey key() {
    return overlay.key();
  }

  /**
   * Generates, merges and checks the manifests, and writes the release form to {@code
   * target/kubernetes}.
   *
   * @param request as the project has it now
   * @throws dev.innerloop.problem.Problem if something is wrong with them
   */
  public ManifestPair of(AppRequest request) {
    Resources generated =
        new ReleaseManifests(request.withDefaultResources(defaultResources), openShift, objects)
            .of(image);
    Resources release = pull.map(rights -> rights.named(generated)).orElse(generated);
    ReleaseManifests.write(request.app(), release);
    Resources dev = DevOverlay.apply(release, overlay);
    return new ManifestPair(
        release,
        pull.map(rights -> rights.complete(dev)).orElse(dev),
        request.manifests().source().isPresent()
            ? Map.of() // the release form, too, has only what the project's own manifests set
            : request.workload().container().unusedPeers());
  }
}
