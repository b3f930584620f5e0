package dev.innerloop.loop.examine;

import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.facts.PodTrial;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Once;
import dev.innerloop.doctor.ResourcesCheck;
import dev.innerloop.doctor.cluster.PodsCheck;
import dev.innerloop.doctor.cluster.SessionCheck;
import dev.innerloop.doctor.image.BaseImageCheck;
import dev.innerloop.doctor.image.PlatformCheck;
import dev.innerloop.doctor.image.PullCheck;
import dev.innerloop.doctor.image.RegistryCheck;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.image.registry.PushTrial;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.tool.Programs;
import dev.innerloop.loop.artifact.AppImages;
import dev.innerloop.loop.artifact.DeliveryChoice;
import dev.innerloop.loop.artifact.Destinations;
import dev.innerloop.loop.artifact.NodePlatforms;
import dev.innerloop.loop.artifact.Places;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.target.Attendance;
import dev.innerloop.loop.target.DevPreview;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An app on its way to the cluster that is meant. */
public final class ExaminedApp {

  private final String name;
  private final Supplier<AppRequest> request;
  private final ExaminedCluster cluster;
  private final CommandForm commands;
  private final Logins logins;
  private final Once<DeliveryChoice> choice;
  private final Once<AppImages> images;
  private final Once<InspectedImage> base;
  private final Once<Resources> resources;
  private final Once<PodTrial> trial;
  private final Once<Optional<Status>> status;

  /**
   * An app to be looked at.
   *
   * @param name empty if there is none, which the checks are then told
   */
  public ExaminedApp(
      String name,
      Supplier<AppRequest> request,
      ExaminedCluster cluster,
      CommandForm commands,
      Logins logins,
      Consumer<Event> events) {
    this.name = name;
    this.request = request;
    this.cluster = cluster;
    this.commands = commands;
    this.logins = logins;
    this.choice = new Once<>(this::choose);
    this.images =
        new Once<>(
            () ->
                new AppImages(
                    request.get(),
                    choice.ifKnown().map(it -> it.logins(logins)).orElse(logins),
                    new NodePlatforms(cluster.architectures()),
                    events));
    this.base = new Once<>(() -> images.get().base());
    this.resources = new Once<>(this::preview);
    this.trial =
        new Once<>(
            () -> cluster.facts().tryPod(cluster.namespace(), resources.get()).orElseThrow());
    this.status = new Once<>(() -> workload().status());
  }

  /** Each after what it builds on. */
  public List<Check> checks() {
    return List.of(
        new BaseImageCheck(
            name,
            () ->
                request.get().image().dockerfile().isPresent()
                    ? Optional.empty()
                    : Optional.of(base.get()),
            image -> images.get().java(image),
            () -> request.get().app().javaRelease()),
        new PlatformCheck(
            name, cluster::architectures, () -> request.get().image().content().architectures()),
        new RegistryCheck(
            name,
            choice,
            target ->
                new PushTrial(
                        new Registries(
                            choice.get().logins(logins), request.get().image().registries()))
                    .in(target.push())),
        new PullCheck(
            name,
            () -> choice.get().destination(),
            () -> cluster.cluster().isLocal(),
            () -> request.get().image().registries().insecure()),
        new ResourcesCheck(name, () -> resources.get().titles()),
        new PodsCheck(name, trial, () -> cluster.facts().podSecurity(cluster.namespace())),
        new SessionCheck(name, this::holder, () -> request.get().session().takeover()));
  }

  private DeliveryChoice choose() {
    return DeliveryChoice.of(
        request.get(),
        Places.of(cluster.cluster(), cluster.namespace()),
        new Destinations(Programs.ofThisProcess()));
  }

  private Resources preview() {
    return new DevPreview(
            cluster.cluster().isOpenShift(),
            cluster.lacksNamespace()
                ? ClusterObjects.UNKNOWN
                : cluster.cluster().objects(cluster.namespace()),
            commands)
        .of(request.get(), choice.get(), base.ifKnown());
  }

  private Workload workload() {
    return cluster.cluster().workload(cluster.namespace(), request.get().app().name());
  }

  /** What the cluster says to a pod of it; empty if no pods come to those that are there. */
  Optional<PodTrial> trialOfMore() {
    return morePods() > 0 ? Optional.of(trial.get()) : Optional.empty();
  }

  /** Beyond those that are there, which a run replaces one for one. */
  private int morePods() {
    int present = status.get().map(it -> it.pods().size()).orElse(0);
    int wanted = resources.get().replicas().orElse(status.get().map(Status::wanted).orElse(1));
    return wanted - present;
  }

  private Optional<String> holder() {
    return Attendance.of(workload())
        .holder()
        .map(holder -> holder.name() + " works on it since " + holder.since());
  }
}
