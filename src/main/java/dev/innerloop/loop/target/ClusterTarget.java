package dev.innerloop.loop.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.limit.TenantLimits;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.image.tool.Programs;
import dev.innerloop.loop.artifact.AppImages;
import dev.innerloop.loop.artifact.DeliveryChoice;
import dev.innerloop.loop.artifact.Destinations;
import dev.innerloop.loop.artifact.NodePlatforms;
import dev.innerloop.loop.artifact.Places;
import dev.innerloop.loop.artifact.PodImage;
import dev.innerloop.loop.artifact.PodImages;
import dev.innerloop.loop.artifact.PullRights;
import dev.innerloop.loop.event.AppliedResources;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.NamespaceNews;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.service.ServiceResources;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.project.App;
import dev.innerloop.replica.Launch;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A namespace of a cluster. */
public final class ClusterTarget implements Target {

  /** On the pod's loopback: far from what apps like to listen on. */
  static final int SUPERVISOR_PORT = 41_597;

  private static final int DEBUG_PORT = SUPERVISOR_PORT + 1;

  private final Cluster cluster;
  private final String namespace;
  private final Closeable occupancy;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Logins logins;
  private final Waits waits;
  private final Consumer<Event> events;

  /** What containers get of which the POM says nothing. */
  private ContainerSettings.Resources fitted = ContainerSettings.Resources.NONE;

  private ClusterTarget(
      Cluster cluster,
      String namespace,
      TargetSettings settings,
      CommandForm commands,
      Logins logins,
      Waits waits,
      Consumer<Event> events) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.occupancy = cluster.occupy(namespace, new NamespaceNews(events));
    this.settings = settings;
    this.commands = commands;
    this.logins = logins;
    this.waits = waits;
    this.events = events;
  }

  /** Finds or makes the namespace. */
  public static ClusterTarget in(
      Cluster cluster,
      TargetSettings settings,
      CommandForm commands,
      Logins logins,
      Waits waits,
      Consumer<Event> events) {
    String namespace = cluster.enter(settings.namespace(), new NamespaceNews(events));
    return new ClusterTarget(cluster, namespace, settings, commands, logins, waits, events);
  }

  @Override
  public Event.SessionStarted started(List<String> apps) {
    return new Event.SessionStarted("cluster", cluster.context(), namespace, apps, "");
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public List<PreparedApp> prepare(List<AppRequest> requests) throws InterruptedException {
    fitted =
        Preconditions.in(cluster, namespace)
            .fit(requests, words -> events.accept(new Event.Notice(words)));
    TenantLimits limits = cluster.limits(namespace);
    if (limits.areSet()) {
      limits.require(requests.stream().flatMap(this::preview).toList());
    }
    for (AppRequest request : requests) {
      if (!request.session().takeover()) {
        Workload workload = cluster.workload(namespace, request.app().name());
        waits.during(
            () ->
                Attendance.awaitNobody(
                    request.app().name(),
                    () -> Attendance.of(workload),
                    commands.of("watch", "-Ddev.takeover"),
                    settings.timeout(),
                    events));
      }
    }
    return requests.stream()
        .<PreparedApp>map(request -> attach -> deploy(request, attach))
        .toList();
  }

  /** All that will be applied for an app, what it needs beside it included. */
  private Stream<Resources> preview(AppRequest request) {
    DeliveryChoice choice = choice(request);
    Optional<InspectedImage> base =
        choice.delivery() == Delivery.DIRECT
            ? Optional.of(images(request, choice).base())
            : Optional.empty();
    return Stream.of(
        new DevPreview(cluster.isOpenShift(), ClusterObjects.UNKNOWN, commands)
            .of(request.fitted(fitted), choice, base),
        new ServiceResources(request.app().name(), cluster.isOpenShift()).of(request.services()));
  }

  private DeliveryChoice choice(AppRequest request) {
    return DeliveryChoice.of(
        request, Places.of(cluster, namespace), new Destinations(Programs.ofThisProcess()));
  }

  private AppImages images(AppRequest request, DeliveryChoice choice) {
    return new AppImages(
        request, choice.logins(logins), new NodePlatforms(cluster.architectures()), events);
  }

  @Override
  public int debugPort(App app) {
    return app.port() == DEBUG_PORT ? DEBUG_PORT + 1 : DEBUG_PORT;
  }

  private Deployed deploy(AppRequest request, boolean attach) throws InterruptedException {
    String app = request.app().name();
    LiveKinds.require(request, commands);
    Workload workload = cluster.workload(namespace, app);
    DeliveryChoice choice = choice(request);
    Backing backing = Backing.of(app, cluster, namespace, events);
    backing.begin(request);
    AppImages images = images(request, choice);
    events.accept(new Event.DeliveryChosen(app, choice.delivery().word(), choice.reason()));
    choice
        .leavesOut(request.app())
        .ifPresent(words -> events.accept(new Event.Notice(app + ": " + words)));

    PodImage image = new PodImages(request, images, events).in(choice, running(workload, attach));
    SessionKey key = workload.sessionKey().orElseGet(SessionKey::random);
    Launch launch = DevLaunch.of(request);
    ClusterObjects objects = cluster.objects(namespace);
    DevForm form =
        new DevForm(
            image.reference(),
            image.runsAsRoot(),
            cluster.isOpenShift(),
            objects,
            new OverlaySettings(
                choice.delivery(),
                image.java(),
                SupervisorSettings.supervisorJar(),
                supervisor(image.holdsApp(), launch).properties(),
                key,
                Map.of(),
                choice.pullPolicy()),
            fitted,
            choice
                .registry()
                .map(
                    registry ->
                        PullRights.of(
                            request,
                            registry.target(),
                            image.reference(),
                            images,
                            workload,
                            objects,
                            events)));
    DevForm.Both resources = form.of(request);
    waits.during(() -> backing.await(settings.timeout()));
    workload.apply(resources.dev(), request.recreate(), new AppliedResources(app, events));
    return new ClusterDeployment(
        workload,
        backing,
        waits,
        form,
        resources,
        SUPERVISOR_PORT,
        settings.timeout(),
        commands,
        events);
  }

  /** What a session needs beyond the image in a running dev mode is sent; no pod is replaced. */
  private static Optional<String> running(Workload workload, boolean attach) {
    return (attach ? workload.status() : Optional.<Status>empty())
        .filter(status -> status.devMode().equals(Optional.of(Delivery.IMAGE)))
        .filter(status -> status.pods().stream().anyMatch(pod -> pod.current() && pod.ready()))
        .map(status -> status.image());
  }

  private static SupervisorSettings supervisor(boolean imageHoldsApp, Launch launch) {
    SupervisorSettings plain =
        SupervisorSettings.of(DevOverlay.WORKSPACE, DevOverlay.KEY_FILE, SUPERVISOR_PORT);
    return imageHoldsApp ? plain.withImage(AppImage.ROOT, AppImage.CLASS_PATH_FILE, launch) : plain;
  }

  @Override
  public Replica service(String name) {
    return cluster.service(namespace, name);
  }

  @Override
  public void close() throws IOException {
    occupancy.close();
    cluster.close();
  }
}
