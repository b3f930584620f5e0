package dev.innerloop.plan;

import dev.innerloop.event.Event;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.image.layout.AppImage;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.plan.delivery.DeliveryChoice;
import dev.innerloop.plan.delivery.Destination;
import dev.innerloop.plan.delivery.Destinations;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.plan.image.PullCredentials;
import dev.innerloop.process.Programs;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.wire.Launch;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How one app is deployed to one namespace: the destination and the base of its image, its
 * manifests in the release form and in dev mode. Each part is decided when it is first needed, and
 * once, so a check sees what a deployment does.
 */
public final class AppPlan {

  private final AppRequest request;
  private final ContainerSettings.Resources defaultResources;
  private final NamespaceFacts facts;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final Consumer<Event> events;
  private final Lazy<DeliveryChoice> delivery;
  private final Lazy<AppImages> images;
  private final Lazy<InspectedImage> baseImage;
  private final Lazy<Resources> draft = new Lazy<>(() -> draft(request()));

  /** A plan for an app whose container has the usual resources. */
  public AppPlan(
      AppRequest request,
      NamespaceFacts facts,
      CommandForm commands,
      ConfiguredCredentials logins,
      Consumer<Event> events) {
    this.request = request;
    this.defaultResources = ContainerSettings.Resources.NONE;
    this.facts = facts;
    this.commands = commands;
    this.logins = logins;
    this.events = events;
    this.delivery =
        new Lazy<>(
            () ->
                DeliveryChoice.of(
                    request, facts.places(), new Destinations(Programs.ofThisProcess())));
    this.images =
        new Lazy<>(() -> new AppImages(request, loginsOfDelivery(), facts.nodes(), events));
    this.baseImage = new Lazy<>(() -> images().base());
  }

  /** The same plan but for the resources of the container, which no image depends on. */
  private AppPlan(AppPlan usual, ContainerSettings.Resources defaultResources) {
    this.request = usual.request.withDefaultResources(defaultResources);
    this.defaultResources = defaultResources;
    this.facts = usual.facts;
    this.commands = usual.commands;
    this.logins = usual.logins;
    this.events = usual.events;
    this.delivery = usual.delivery;
    this.images = usual.images;
    this.baseImage = usual.baseImage;
  }

  /**
   * The plan of the same app with other resources for its container.
   *
   * @param resources where the user sets none
   */
  AppPlan withDefaultResources(ContainerSettings.Resources resources) {
    return resources.equals(defaultResources) ? this : new AppPlan(this, resources);
  }

  public AppRequest request() {
    return request;
  }

  public String name() {
    return request.app().name();
  }

  /**
   * How the app gets into its pods in dev mode.
   *
   * @throws dev.innerloop.problem.Problem if the user wants an image and no place for it is known
   */
  public DeliveryChoice delivery() {
    return delivery.get();
  }

  /**
   * Checks that dev mode supports this kind of workload.
   *
   * @throws dev.innerloop.problem.Problem if it does not
   */
  void requireDeployment() {
    DevModeSupport.requireDeployment(request, commands);
  }

  /**
   * Decides on the delivery now, with all that {@link #delivery} and {@link #images} ask the
   * cluster. A problem is kept for them.
   */
  void decideDelivery() {
    images.decide();
  }

  private ConfiguredCredentials loginsOfDelivery() {
    return delivery.ifPossible().map(choice -> choice.logins(logins)).orElse(logins);
  }

  /** Builds and delivers the image of the app. */
  public AppImages images() {
    return images.get();
  }

  /** The image that the app's image is built on, or that pods run if the app has no image. */
  public InspectedImage baseImage() {
    return baseImage.get();
  }

  /** What permissions and quotas are about: all manifests, those of services included. */
  Resources draft() {
    return draft.get();
  }

  /** The same for another request of the app. Neither the image nor the cluster is known yet. */
  Resources draft(AppRequest other) {
    return releaseDraft(other).and(services(other));
  }

  private Resources releaseDraft(AppRequest other) {
    return new ReleaseManifests(other, facts.isOpenShift(), ClusterObjects.UNKNOWN)
        .of(new ManifestRequest.Image(name() + ":unknown", false));
  }

  /** The same in dev mode, whose supervisor needs memory, too. */
  Resources devDraft(AppRequest other) {
    if (other.workload().kind() != WorkloadKind.DEPLOYMENT) {
      return draft(other); // which dev mode refuses
    }
    return DevOverlay.apply(
            releaseDraft(other),
            new OverlaySettings(
                Delivery.DIRECT,
                "java",
                SupervisorSettings.supervisorJar(),
                supervisor().properties(),
                SessionKey.random(),
                Map.of(),
                Optional.empty()))
        .and(services(other));
  }

  private Resources services(AppRequest other) {
    return new ServiceResources(name(), facts.isOpenShift()).of(other.services());
  }

  /** The manifests of the services that the app needs. */
  Resources services() {
    return services(request);
  }

  /** The selectors of all pods of the app and of its services. */
  Stream<Map<String, String>> selectors() {
    return Stream.concat(
        Stream.of(Labels.selector(name())),
        new ServiceResources(name(), facts.isOpenShift()).selectors(request.services()));
  }

  /**
   * The manifests in dev mode as far as they are known before there is an image.
   *
   * @param objects the existing objects, for what the manifests refer to
   * @throws dev.innerloop.problem.Problem if something is wrong with them
   */
  public Resources expectedDevManifests(ClusterObjects objects) {
    requireDeployment();
    boolean direct = delivery().delivery() == Delivery.DIRECT;
    Optional<InspectedImage> base = direct ? baseImage.ifPossible() : baseImage.ifKnown();
    Resources release =
        new ReleaseManifests(request, facts.isOpenShift(), objects)
            .of(
                new ManifestRequest.Image(
                    expectedReference(base),
                    direct && base.filter(image -> !image.runsAsNonRootNumber()).isPresent()));
    return DevOverlay.apply(
        release,
        overlay(
            base.flatMap(InspectedImage::detectedJava).orElse("java"),
            base.map(PodImage::environment).orElse(Map.of()),
            supervisor(),
            SessionKey.random()));
  }

  private String expectedReference(Optional<InspectedImage> base) {
    return delivery()
        .destination()
        .map(Destination::target)
        .map(target -> target.pull() + ":" + target.tag().orElse("dev"))
        .or(() -> base.map(InspectedImage::reference))
        .orElse(name() + ":dev");
  }

  /**
   * Generates the manifests in dev mode.
   *
   * @param image the image that the pods run
   * @param key what the supervisor requires of sessions
   */
  public DevManifests devManifests(PodImage image, SessionKey key) {
    Launch launch = DevLaunch.of(request);
    SupervisorSettings supervisor =
        image.holdsApp()
            ? supervisor().withImage(AppImage.ROOT, AppImage.CLASS_PATH_FILE, launch)
            : supervisor();
    return new DevManifests(
        image.image(),
        facts.isOpenShift(),
        facts.objects(),
        overlay(image.java(), image.environment(), supervisor, key),
        defaultResources,
        delivery()
            .registry()
            .map(
                registry ->
                    pullCredentials(registry.target(), image.reference(), images(), events)));
  }

  private static SupervisorSettings supervisor() {
    return SupervisorSettings.of(
        DevOverlay.WORKSPACE, DevOverlay.KEY_FILE, DevManifests.SUPERVISOR_PORT);
  }

  private OverlaySettings overlay(
      String java, Map<String, String> environment, SupervisorSettings supervisor, SessionKey key) {
    return new OverlaySettings(
        delivery().delivery(),
        java,
        SupervisorSettings.supervisorJar(),
        supervisor.properties(),
        key,
        environment,
        delivery().pullPolicy());
  }

  /**
   * The app in the release form.
   *
   * @param image that was pushed
   * @param events receives notes about the permission to pull the image
   * @throws dev.innerloop.problem.Problem if something is wrong with its manifests
   */
  public Release release(ManifestRequest.Image image, Consumer<Event> events) {
    return release(image, facts.objects(), facts.replicas(name()), events);
  }

  /** The same for a namespace that does not exist yet. */
  public Release releaseInNewNamespace(ManifestRequest.Image image, Consumer<Event> events) {
    return release(image, ClusterObjects.UNKNOWN, OptionalInt.empty(), events);
  }

  private Release release(
      ManifestRequest.Image image,
      ClusterObjects objects,
      OptionalInt replicas,
      Consumer<Event> events) {
    Resources generated =
        new ReleaseManifests(request, facts.isOpenShift(), objects, replicas).of(image);
    Optional<PullCredentials> pull =
        target(image.reference())
            .map(
                target ->
                    pullCredentials(
                        target, image.reference(), new AppImages(request, logins, events), events));
    Resources named = pull.map(rights -> rights.named(generated)).orElse(generated);
    return new Release(named, pull.map(rights -> rights.complete(named)).orElse(named));
  }

  /** Where an image was pushed to; empty if it was loaded into the nodes, which then pull none. */
  private Optional<ImageTarget> target(String reference) {
    if (!reference.contains("/") || reference.startsWith("localhost/")) {
      return Optional.empty();
    }
    String repository = reference.replaceFirst("@.*", "").replaceFirst(":[^:/]*$", "");
    return Destinations.named(request)
        .or(() -> Optional.of(new ImageTarget(repository, repository, Optional.empty())));
  }

  private PullCredentials pullCredentials(
      ImageTarget target, String reference, AppImages registry, Consumer<Event> events) {
    return PullCredentials.of(
        request, target, reference, registry, facts.pullSecrets(name()), events);
  }
}
