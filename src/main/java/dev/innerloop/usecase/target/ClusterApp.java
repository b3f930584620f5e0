package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.event.ApplyReporter;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.DevManifests;
import dev.innerloop.plan.ManifestPair;
import dev.innerloop.plan.delivery.DeliveryChoice;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.plan.image.PodImages;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.session.PreparedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An app that can start in its namespace, and that no other session has claimed. */
final class ClusterApp implements PreparedApp {

  private final AppPlan plan;
  private final Workload workload;
  private final Optional<SessionKey> key;
  private final BackingServices services;
  private final Duration timeout;
  private final Instant started;
  private final CommandForm commands;
  private final InterruptibleWaits waits;
  private final Consumer<Event> events;

  /**
   * @param key of the running dev mode, if there is one
   * @param started when the session started
   */
  ClusterApp(
      AppPlan plan,
      Workload workload,
      Optional<SessionKey> key,
      BackingServices services,
      Duration timeout,
      Instant started,
      CommandForm commands,
      InterruptibleWaits waits,
      Consumer<Event> events) {
    this.plan = plan;
    this.workload = workload;
    this.key = key;
    this.services = services;
    this.timeout = timeout;
    this.started = started;
    this.commands = commands;
    this.waits = waits;
    this.events = events;
  }

  @Override
  public DeployedApp deploy(boolean attach) throws InterruptedException {
    AppRequest request = plan.request();
    DeliveryChoice delivery = plan.delivery();
    DevManifests manifests;
    try (ParallelRequests parallel = new ParallelRequests()) {
      Supplier<Optional<String>> running = parallel.start(() -> runningImage(attach));
      services.begin(request);
      report(delivery);
      PodImage image = new PodImages(request, plan.images(), events).in(delivery, running.get());
      manifests = plan.devManifests(image, key.orElseGet(SessionKey::random));
    }
    ManifestPair resources = manifests.of(request);
    waits.during(() -> services.await(timeout));
    workload.apply(resources.dev(), request.recreate(), new ApplyReporter(plan.name(), events));
    return new ClusterDeployment(
        workload, services, waits, manifests, resources, timeout, started, commands, events);
  }

  private void report(DeliveryChoice delivery) {
    events.accept(
        new Event.DeliveryChosen(plan.name(), delivery.delivery().word(), delivery.reason()));
    delivery
        .leavesOut(plan.request().app())
        .ifPresent(words -> events.accept(new Event.Notice(plan.name() + ": " + words)));
  }

  /** The image of a running dev mode: what a session needs beyond it is sent to its pods. */
  private Optional<String> runningImage(boolean attach) {
    return (attach ? workload.status() : Optional.<Status>empty())
        .filter(status -> status.devMode().equals(Optional.of(Delivery.IMAGE)))
        .filter(status -> status.pods().stream().anyMatch(pod -> pod.current() && pod.ready()))
        .map(Status::image);
  }
}
