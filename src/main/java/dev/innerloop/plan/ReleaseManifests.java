package dev.innerloop.plan;

import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.fragment.ResourceMerger;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.service.AppServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The manifests of an app in the release form: without anything of dev mode.
 *
 * @param objects the existing objects, for what manifests refer to
 * @param present the app's number of replicas on the cluster, if it is known
 */
public record ReleaseManifests(
    AppRequest request, boolean openShift, ClusterObjects objects, OptionalInt present) {

  /** The same where the number of replicas is not known, or does not matter. */
  public ReleaseManifests(AppRequest request, boolean openShift, ClusterObjects objects) {
    this(request, openShift, objects, OptionalInt.empty());
  }

  /**
   * Generates, merges and checks them.
   *
   * @throws Problem if something is wrong with them
   */
  public Resources of(ManifestRequest.Image image) {
    return explained(image).resources();
  }

  /** The same, with the input that led to each field. */
  public ExplainedResources explained(ManifestRequest.Image image) {
    return new ResourceMerger(request.manifests())
        .merge(
            () -> Manifests.explained(manifest(image)),
            new ResourceMerger.Subject(request.app().name(), image.reference(), repositories()),
            new WithConnections(objects, request.app().name(), request.services()));
  }

  /** The Secrets of connections are created before the resources that refer to them. */
  private record WithConnections(ClusterObjects cluster, String app, AppServices services)
      implements ClusterObjects {

    @Override
    public Presence of(String kind, String name) {
      return kind.equals("Secret")
              && ServiceResources.connections(app, services).anyMatch(name::equals)
          ? Presence.PRESENT
          : cluster.of(kind, name);
    }

    @Override
    public List<Refusal> refusals(Resources resources) {
      return cluster.refusals(resources);
    }
  }

  private ManifestRequest manifest(ManifestRequest.Image image) {
    return new ManifestRequest(
        request.app(), image, request.image().replicas(), present, openShift, request.connected());
  }

  /** The names of the app's image in manifests that the project brings itself. */
  private Set<String> repositories() {
    Set<String> names = new TreeSet<>();
    names.add(request.app().name());
    names.add(request.app().coordinates().artifactId());
    if (request.image().image() != null) {
      names.add(request.image().image());
    }
    return names;
  }

  /**
   * Writes them to {@code target/kubernetes}, for you to read.
   *
   * @throws Problem if the directory cannot be written
   */
  public static List<Path> write(App app, Resources resources) {
    Path directory = app.module().basedir().resolve("target").resolve("kubernetes");
    try {
      return resources.writeTo(directory);
    } catch (IOException e) {
      throw new Problem(
          "The manifests cannot be written to " + directory + ": " + e.getMessage(),
          "Make the directory writable, or free some disk space.",
          e);
    }
  }
}
