package dev.innerloop.usecase.target;

import dev.innerloop.event.Event;
import dev.innerloop.io.EnvironmentReferences;
import dev.innerloop.local.LocalReplicas;
import dev.innerloop.plan.DevLaunch;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.service.BackingService;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.session.PreparedApp;
import dev.innerloop.session.Target;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This machine: one replica of each app, as child process. */
public final class LocalTarget implements Target {

  /** Below the ports that the system gives to outgoing connections, which would take it. */
  /**
   * Ports that no system gives to connections: Linux uses those from 32768 on, others from 49152
   * on. The app's port stays free while its JVM is replaced.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_767;
  private static final int ATTEMPTS = 100;

  private static final int FIRST_DEBUG_PORT = 25_005;

  private final String reason;
  private final Optional<ForwardedServices> services;
  private final Consumer<Event> events;
  private int nextDebugPort = FIRST_DEBUG_PORT;

  /**
   * @param reason why apps run here
   * @param services of a cluster, for apps that need some
   */
  public LocalTarget(String reason, Optional<ForwardedServices> services, Consumer<Event> events) {
    this.reason = reason;
    this.services = services;
    this.events = events;
  }

  @Override
  public Event.SessionStarted started(List<String> apps) {
    return new Event.SessionStarted("local", "", "", apps, reason);
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public List<PreparedApp> prepare(List<AppRequest> requests) {
    return requests.stream().<PreparedApp>map(request -> attach -> deploy(request)).toList();
  }

  @Override
  public int debugPort(App app) {
    while (nextDebugPort <= 65_535 && !isFree(nextDebugPort)) {
      nextDebugPort++;
    }
    return nextDebugPort++;
  }

  private DeployedApp deploy(AppRequest request) throws InterruptedException {
    SessionKey key = SessionKey.random();
    int port = port(request);
    String app = request.app().name();
    Map<String, String> connections = connections(request);
    LocalReplicas replicas =
        LocalReplicas.start(
            app,
            key,
            Path.of(System.getProperty("java.home")),
            request.app().module().basedir(),
            line -> events.accept(new Event.Output(app, app, line)));
    return new DeployedApp() {
      @Override
      public ReplicaSource replicas() {
        return replicas;
      }

      @Override
      public SessionKey key() {
        return key;
      }

      @Override
      public Launch launch(AppRequest now) {
        return DevLaunch.at(now, port).withEnvironment(environment(now, port, connections));
      }

      @Override
      public void follow(Consumer<Optional<Problem>> rolledOut) {
        // The output is followed from the start, and there is no rollout.
      }

      @Override
      public Optional<Change> redeploy(AppRequest now, Consumer<Optional<Problem>> rolledOut) {
        return Optional.empty(); // there are no resources here
      }

      @Override
      public boolean rollsOut() {
        return false;
      }

      @Override
      public List<String> end(SessionSettings.OnExit onExit) {
        return List.of();
      }

      @Override
      public void close() throws IOException {
        replicas.close();
      }
    };
  }

  private Map<String, String> connections(AppRequest request) throws InterruptedException {
    if (services.isPresent()) {
      return services.get().environment(request);
    }
    request.services().all().forEach(service -> reportPlace(request, service));
    return Map.of();
  }

  private static AppEnvironment environment(
      AppRequest request, int port, Map<String, String> connections) {
    // As in a pod: what comes from a ConfigMap or Secret is literal, and its values can be used.
    Map<String, String> environment = new HashMap<>(connections);
    environment.putAll(request.workload().pod().config().variables());
    environment.putAll(request.workload().pod().secret().variables());
    Map<String, String> values = new LinkedHashMap<>(request.workload().container().peers());
    values.putAll(request.workload().container().environment());
    if (port > 0) {
      values.put("PORT", Integer.toString(port));
    }
    for (String name : EnvironmentReferences.inOrder(values.keySet(), values)) {
      String value = values.getOrDefault(name, "");
      environment.put(
          name,
          EnvironmentReferences.expand(
              value, other -> Optional.ofNullable(environment.get(other))));
    }
    return AppEnvironment.of(environment);
  }

  private void reportPlace(AppRequest request, BackingService service) {
    events.accept(
        new Event.Notice(
            request.app().name()
                + " needs "
                + service.title()
                + ", and no services are started on this machine. To use that of a cluster:"
                + " -Ddev.services="
                + request.service().withCluster()));
  }

  /** The forward uses the port that users know; the app gets another one. */
  private static int port(AppRequest request) {
    int own = request.app().port();
    if (own == 0 || isFree(own)) {
      return own;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new Problem(
        "No port of this machine was found free for " + request.app().name() + ".",
        "End what holds so many of them.");
  }

  // The app may listen on all addresses or on loopback only: both must be free.
  private static boolean isFree(int port) {
    return canListen(port, null) && canListen(port, InetAddress.getLoopbackAddress());
  }

  private static boolean canListen(int port, @Nullable InetAddress address) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Replica service(String name) {
    throw new Problem(
        "dev.forward names the Service " + name + ", and the apps run on this machine.",
        "Leave it out, or run on a cluster: -Ddev.target=cluster");
  }

  @Override
  public void close() throws IOException {
    if (services.isPresent()) {
      services.get().close();
    }
  }
}
