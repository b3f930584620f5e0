package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ServiceDeployment;
import dev.innerloop.event.ApplyReporter;
import dev.innerloop.event.Event;
import dev.innerloop.event.RolloutReporter;
import dev.innerloop.manifest.SecretValues;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The services that an app needs, started on a cluster before the app. */
public final class BackingServices {

  private final String app;
  private final ServiceDeployment deployment;
  private final Consumer<Event> events;
  private AppServices services = AppServices.NONE;
  private Map<String, Map<String, String>> connections = Map.of();

  private BackingServices(String app, ServiceDeployment deployment, Consumer<Event> events) {
    this.app = app;
    this.deployment = deployment;
    this.events = events;
  }

  public static BackingServices of(
      String app, Cluster cluster, String namespace, Consumer<Event> events) {
    return new BackingServices(app, cluster.services(namespace, app), events);
  }

  /**
   * Starts the services that the project needs now, without waiting for them, and reports them.
   *
   * @throws Problem if it is not valid, or refused
   */
  public void begin(AppRequest request) {
    AppServices wanted = request.services();
    if (!wanted.equals(services)) {
      wanted.notes().forEach(note -> events.accept(new Event.Notice(note)));
      for (BackingService service : wanted.all()) {
        events.accept(
            new Event.Notice(
                app + ": needs " + service.title() + where(service) + ", by " + service.from()));
      }
    }
    services = wanted;
    connections = deployment.apply(wanted, new ApplyReporter(app, events));
  }

  private String where(BackingService service) {
    if (service.supply() instanceof BackingService.Supply.Existing existing) {
      return " at " + existing.host() + ":" + existing.port();
    }
    return " at " + service.resource(app) + ":" + service.port();
  }

  /**
   * Waits until all of them accept connections.
   *
   * @throws Problem if one of them does not
   */
  public void await(Duration atMost) throws InterruptedException {
    if (services.all().stream().anyMatch(service -> service.made().isPresent())) {
      deployment.await(services, atMost, new RolloutReporter(app, events));
    }
  }

  /** The same, by the names of the Secrets that hold them. */
  Map<String, Map<String, String>> secretEntries() {
    Map<String, Map<String, String>> entries = new HashMap<>();
    for (BackingService service : services.all()) {
      entries.put(service.resource(app), connections.getOrDefault(service.name(), Map.of()));
    }
    return entries;
  }

  /** The entries of each connection, by the names of services. */
  Map<String, Map<String, String>> connections() {
    return connections;
  }

  /** Values that must not be logged. */
  public SecretValues secrets() {
    List<String> values = new ArrayList<>();
    for (BackingService service : services.all()) {
      Map<String, String> entries = connections.getOrDefault(service.name(), Map.of());
      entries.forEach(
          (entry, value) -> {
            if (service.isSecret(entry)) {
              values.add(value);
            }
          });
    }
    return SecretValues.of(values);
  }
}
