package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.event.NamespaceReporter;
import dev.innerloop.forward.LocalForward;
import dev.innerloop.replica.Replica;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Services for apps on this machine: started on a cluster, and forwarded to local ports. */
public final class ForwardedServices implements Closeable {

  /** A host that only pods can resolve. */
  private static final Pattern IN_CLUSTER =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc(\\..*)?");

  private final Cluster cluster;
  private final String namespace;
  private final Closeable occupancy;
  private final TargetSettings settings;
  private final InterruptibleWaits waits;
  private final Consumer<Event> events;
  private final List<LocalForward> forwards = new ArrayList<>();

  private ForwardedServices(
      Cluster cluster,
      String namespace,
      TargetSettings settings,
      InterruptibleWaits waits,
      Consumer<Event> events) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.occupancy = cluster.occupy(namespace, new NamespaceReporter(events));
    this.settings = settings;
    this.waits = waits;
    this.events = events;
  }

  /** Finds the namespace, or creates it. */
  public static ForwardedServices in(
      Cluster cluster, TargetSettings settings, InterruptibleWaits waits, Consumer<Event> events) {
    String namespace = cluster.enter(settings.namespace(), new NamespaceReporter(events));
    events.accept(
        new Event.Notice(
            "Services run in namespace " + namespace + " of context " + cluster.context() + "."));
    return new ForwardedServices(cluster, namespace, settings, waits, events);
  }

  /**
   * Starts the services of an app, waits for them, and opens ports to them.
   *
   * @return the environment variables that configure the app
   */
  Map<String, String> environment(AppRequest request) throws InterruptedException {
    String app = request.app().name();
    AppServices services = request.services();
    BackingServices started = BackingServices.of(app, cluster, namespace, events);
    started.begin(request);
    waits.during(() -> started.await(settings.timeout()));
    Map<BackingService, Map<String, String>> connections = new HashMap<>();
    for (BackingService service : services.all()) {
      Map<String, String> entries = started.connections().getOrDefault(service.name(), Map.of());
      connections.put(service, reachable(app, service, entries));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (AppServices.Variable variable : request.connections(services)) {
      String value = connections.getOrDefault(variable.service(), Map.of()).get(variable.entry());
      if (value != null) {
        environment.put(variable.name(), value);
      }
    }
    return environment;
  }

  private Map<String, String> reachable(
      String app, BackingService service, Map<String, String> entries) {
    Optional<Replica> pods = Optional.empty();
    int port = service.portForThisMachine();
    if (service.supply() instanceof Supply.Existing existing) {
      Matcher host = IN_CLUSTER.matcher(existing.host());
      if (host.matches()) {
        pods = Optional.of(cluster.service(host.group(2), host.group(1)));
      }
    } else if (port > 0) {
      pods = Optional.of(cluster.service(namespace, service.resource(app)));
    }
    if (pods.isEmpty()) {
      return entries; // this machine reaches it as pods do
    }
    Replica there = pods.get();
    LocalForward forward =
        LocalForward.open(
            // A client that the service redirects to itself needs the very port of the service.
            port == service.port() ? OptionalInt.empty() : OptionalInt.of(port),
            port,
            "-Ddev.target=cluster",
            () -> Optional.of(there),
            (localPort, reason) ->
                events.accept(
                    Event.Notice.warning("No connection to " + service.title() + ": " + reason)));
    forwards.add(forward);
    events.accept(
        new Event.Notice(app + ": " + service.title() + " is at localhost:" + forward.localPort()));
    return new Connection(app, service)
        .entries("localhost", forward.localPort(), entries, () -> "");
  }

  @Override
  public void close() throws IOException {
    for (LocalForward forward : forwards) {
      forward.close();
    }
    occupancy.close();
    cluster.close();
  }
}
