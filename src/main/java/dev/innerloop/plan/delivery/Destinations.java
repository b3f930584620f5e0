package dev.innerloop.plan.delivery;

import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.image.load.LoadTool;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Program;
import dev.innerloop.process.Programs;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.ImageSettings.Load;
import java.util.Optional;

/** Finds the destination of an app's image: the first that the user or the cluster names. */
public final class Destinations {

  private final Programs programs;

  public Destinations(Programs programs) {
    this.programs = programs;
  }

  /**
   * What was found.
   *
   * @param missing what a cluster has and cannot be used; empty if there is nothing of the kind
   */
  record Found(Optional<Destination> destination, String missing) {

    private static Found of(Destination destination) {
      return new Found(Optional.of(destination), "");
    }

    private static Found none(String missing) {
      return new Found(Optional.empty(), missing);
    }
  }

  /** The one that the user named; empty if the cluster has to be asked. */
  public static Optional<ImageTarget> named(AppRequest request) {
    ImageSettings settings = request.image();
    Optional<String> pull = Optional.ofNullable(settings.pullRegistry());
    if (settings.image() != null) {
      return Optional.of(ImageTarget.named(settings.image(), pull));
    }
    return Optional.ofNullable(settings.registry())
        .map(registry -> ImageTarget.in(registry, pull, request.app().name()));
  }

  /** Whether the user's settings determine the destination without the cluster. */
  public static boolean needsNoCluster(AppRequest request) {
    return !isTool(request.image().load()) && named(request).isPresent();
  }

  /**
   * The one that the user named, else one that the cluster has.
   *
   * @throws Problem if the user names a way that this machine has no program for
   */
  Found find(AppRequest request, ClusterDestinations places) {
    Load load = request.image().load();
    if (isTool(load)) {
      return Found.of(byName(request, places, load));
    }
    return named(request)
        .map(target -> registry(target, Optional.empty()))
        .or(() -> places.announced().map(registry -> announced(request, registry)))
        .map(Found::of)
        .orElseGet(() -> ofCluster(request, places));
  }

  private static boolean isTool(Load load) {
    return load != Load.AUTO && load != Load.NONE;
  }

  /**
   * Where images go.
   *
   * @param otherwise an alternative to naming a registry
   * @throws Problem if nowhere
   */
  public Destination require(AppRequest request, ClusterDestinations places, String otherwise) {
    Found found = find(request, places);
    return found
        .destination()
        .orElseThrow(
            () ->
                new Problem(
                    "There is no registry to push the image of "
                        + request.app().name()
                        + " to"
                        + (found.missing().isEmpty() ? "." : ", and " + found.missing() + "."),
                    "Name one that this machine and the cluster reach: -Ddev.registry=HOST/PATH"
                        + otherwise));
  }

  private static Destination.Registry announced(AppRequest request, LocalRegistry registry) {
    Optional<String> pull =
        Optional.ofNullable(request.image().pullRegistry()).or(() -> Optional.of(registry.pull()));
    return registry(ImageTarget.in(registry.push(), pull, request.app().name()), Optional.empty());
  }

  private static Destination.Registry registry(ImageTarget target, Optional<Credentials> login) {
    return new Destination.Registry(target, "images go to " + target.push(), login);
  }

  private Found ofCluster(AppRequest request, ClusterDestinations places) {
    Optional<InternalRegistry> internal = places.internal();
    if (internal.isPresent()) {
      return internal(request, places.namespace(), internal.get());
    }
    if (request.image().load() == Load.NONE) {
      return Found.none("");
    }
    Optional<LocalCluster> local = places.local();
    if (local.isEmpty()) {
      return Found.none("");
    }
    LoadTool way = new LoadToolChoice(programs).of(local.get());
    return programs
        .find(way.program())
        .map(program -> Found.of(nodes(request, way, program, local)))
        .orElseGet(
            () ->
                Found.none(
                    way.program()
                        + ", which would load images into "
                        + way.place()
                        + ", is not on the PATH"));
  }

  private static Found internal(AppRequest request, String namespace, InternalRegistry internal) {
    if (internal.push().isEmpty()) {
      return Found.none(
          "OpenShift's own has no Route (its administrator adds one: oc patch"
              + " configs.imageregistry.operator.openshift.io/cluster --type=merge -p"
              + " '{\"spec\":{\"defaultRoute\":true}}')");
    }
    ImageTarget target =
        ImageTarget.in(
            internal.push().get() + "/" + namespace,
            Optional.of(internal.pull() + "/" + namespace),
            request.app().name());
    Optional<Credentials> login =
        internal.token().map(token -> new Credentials(InternalRegistry.USER, token));
    return Found.of(
        new Destination.Registry(
            target, "images go to OpenShift's own registry, " + target.push(), login));
  }

  private Destination.Nodes byName(AppRequest request, ClusterDestinations places, Load load) {
    Optional<LocalCluster> local = places.local();
    LoadTool way = new LoadToolChoice(programs).named(load, local, places.cluster());
    Program program =
        programs
            .find(way.program())
            .orElseThrow(
                () ->
                    new Problem(
                        "dev.load wants "
                            + way.program()
                            + " to load images, and it is not on the PATH.",
                        "Install it, or leave -Ddev.load out for what fits the cluster."));
    return nodes(request, way, program, local);
  }

  private static Destination.Nodes nodes(
      AppRequest request, LoadTool way, Program program, Optional<LocalCluster> cluster) {
    return new Destination.Nodes(
        ImageTarget.loaded(Optional.ofNullable(request.image().image()), request.app().name()),
        "images are loaded into " + way.place() + " by " + way.program(),
        way,
        program,
        cluster);
  }
}
