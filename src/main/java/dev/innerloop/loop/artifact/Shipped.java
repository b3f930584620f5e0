package dev.innerloop.loop.artifact;

import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.manifest.Explained;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.fragment.OwnResources;
import dev.innerloop.manifest.service.ServiceResources;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.service.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The resources of an app in the form that is shipped, without anything of dev mode. */
public final class Shipped {

  private Shipped() {}

  /**
   * @param reference the image that pods run
   * @param runsAsRoot whether its user is not a number other than 0
   * @param cluster for what the resources refer to
   */
  public static Resources resources(
      AppRequest request,
      String reference,
      boolean runsAsRoot,
      boolean openShift,
      ClusterObjects cluster) {
    return explained(request, reference, runsAsRoot, openShift, cluster).resources();
  }

  /** The same, with which input led to which field of them. */
  public static Explained explained(
      AppRequest request,
      String reference,
      boolean runsAsRoot,
      boolean openShift,
      ClusterObjects cluster) {
    return new OwnResources(request.manifests())
        .over(
            () -> Manifests.explained(manifest(request, reference, runsAsRoot, openShift)),
            new OwnResources.Subject(request.app().name(), reference, repositories(request)),
            new WithConnections(cluster, request.app().name(), request.services()));
  }

  /** The Secrets of connections are made before whatever refers to them. */
  private record WithConnections(ClusterObjects cluster, String app, Services services)
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

  private static ManifestRequest manifest(
      AppRequest request, String reference, boolean runsAsRoot, boolean openShift) {
    return new ManifestRequest(
        request.app(),
        new ManifestRequest.Image(reference, runsAsRoot),
        request.image().replicas(),
        openShift,
        request.connected());
  }

  /** What the app's image may be called in resources that the project has already. */
  private static Set<String> repositories(AppRequest request) {
    Set<String> names = new TreeSet<>();
    names.add(request.app().name());
    names.add(request.app().coordinates().artifactId());
    if (request.image().image() != null) {
      names.add(request.image().image());
    }
    return names;
  }

  /** Writes them to {@code target/kubernetes}, for whoever wants to look. */
  public static List<Path> write(App app, Resources resources) {
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
