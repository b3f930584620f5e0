package dev.innerloop.loop;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.Workload;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.ImageTarget;
import dev.innerloop.image.Logins;
import dev.innerloop.manifest.Explained;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps of shipping one at a time, without dev mode: what pipelines use. */
public final class Ship {

  private final List<AppRequest> requests;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Logins logins;
  private final Consumer<Event> events;

  public Ship(
      List<AppRequest> requests,
      TargetSettings settings,
      CommandForm commands,
      Logins logins,
      Consumer<Event> events) {
    this.requests = List.copyOf(requests);
    this.settings = settings;
    this.commands = commands;
    this.logins = logins;
    this.events = events;
  }

  /** {@code dev:image}: an OCI layout and its description in {@code target/dev}. */
  public void image() {
    for (AppRequest request : requests) {
      BuiltImage image = images(request).build(DeliveryChoice.target(request, Optional.empty()));
      tell(request, image);
      notice(request, "in " + AppImages.devFolder(request.app()));
    }
  }

  /** {@code dev:push}: what {@code dev:image} left goes to its registry. */
  public void push() {
    for (AppRequest request : requests) {
      Optional<ImageTarget> target = DeliveryChoice.target(request, Optional.empty());
      if (target.isEmpty()) {
        target = DeliveryChoice.target(request, announcedRegistry());
      }
      if (target.isEmpty()) {
        throw new Problem(
            "There is no registry to push the image of " + request.app().name() + " to.",
            "Name one: " + commands.of("push", "-Ddev.registry=HOST/PATH"));
      }
      tell(request, images(request).pushBuilt(target.get()));
    }
  }

  private Optional<LocalRegistry> announcedRegistry() {
    try (Cluster cluster = cluster()) {
      return cluster.localRegistry();
    }
  }

  /**
   * {@code dev:manifests}: the resources, in {@code target/kubernetes}; needs no cluster.
   *
   * @param explain whether to say which input led to which field
   */
  public void manifests(boolean explain) {
    for (AppRequest request : requests) {
      Explained shipped =
          Shipped.explained(request, reference(request), false, false, ClusterObjects.UNKNOWN);
      for (Path file : Shipped.write(request.app(), shipped.resources())) {
        notice(request, file.toString());
      }
      if (explain) {
        shipped.reasons().forEach(reason -> notice(request, reason.toString()));
      }
    }
  }

  /** {@code dev:apply}: the pushed image and its resources, until they are rolled out. */
  public void apply() throws InterruptedException {
    for (AppRequest request : requests) {
      refuseDirect(request);
    }
    try (Cluster cluster = cluster()) {
      String namespace =
          cluster.namespace(
              Optional.ofNullable(settings.namespace()),
              settings.project(),
              Targets.user(),
              created -> events.accept(new Event.NamespaceCreated(created)));
      for (AppRequest request : requests) {
        App app = request.app();
        BuiltImage image =
            images(request)
                .built()
                .filter(built -> built.repository().contains("/"))
                .orElseThrow(
                    () ->
                        new Problem(
                            "No image of " + app.name() + " was pushed.",
                            "Build and push it first: "
                                + commands.of("image")
                                + " && "
                                + commands.of("push")));
        Resources resources =
            Shipped.resources(
                request, image.pinned(), false, cluster.isOpenShift(), cluster.objects(namespace));
        Shipped.write(app, resources);
        Workload workload = cluster.workload(namespace, app.name());
        Attendance.of(workload).requireNobody(app.name(), commands);
        workload.stopDevMode();
        workload.apply(resources, new AppliedResources(app.name(), events));
        workload.awaitRollout(resources, settings.timeout(), new RolloutNews(app.name(), events));
        events.accept(new Event.Notice(done(request, namespace)));
      }
    }
  }

  private static String done(AppRequest request, String namespace) {
    String app = request.app().name();
    return switch (request.workload().kind()) {
      case DEPLOYMENT, STATEFULSET -> app + " is rolled out in namespace " + namespace + ".";
      case JOB -> "Job " + app + " is done in namespace " + namespace + ".";
      case CRONJOB ->
          "CronJob " + app + " is applied in namespace " + namespace + ", and runs on schedule.";
    };
  }

  private void refuseDirect(AppRequest request) {
    if (request.image().delivery() == ImageSettings.Choice.DIRECT) {
      throw new Problem(
          "dev:apply ships an image, and dev.delivery=direct has none.",
          "Leave dev.delivery out and name a registry: "
              + commands.of("image", "-Ddev.registry=HOST/PATH"));
    }
  }

  /** The image of the tag that the user chose, or that was built, or else that would be. */
  private String reference(AppRequest request) {
    Optional<ImageTarget> target = DeliveryChoice.target(request, Optional.empty());
    if (target.isPresent() && target.get().tag().isPresent()) {
      return target.get().pull() + ":" + target.get().tag().get();
    }
    return images(request)
        .built()
        .map(BuiltImage::reference)
        .orElseGet(
            () ->
                target.map(ImageTarget::pull).orElse(request.app().name())
                    + ":"
                    + request.app().coordinates().version());
  }

  private Cluster cluster() {
    return Targets.ofThisProcess().cluster(settings).orElseThrow();
  }

  private AppImages images(AppRequest request) {
    return new AppImages(request, logins, events);
  }

  private void tell(AppRequest request, BuiltImage image) {
    events.accept(
        new Event.ImageReady(
            request.app().name(), image.reference(), image.digest(), image.unchanged()));
  }

  private void notice(AppRequest request, String text) {
    events.accept(new Event.Notice(request.app().name() + ": " + text));
  }
}
