package dev.innerloop.usecase.target;

import dev.innerloop.io.EnvironmentReferences;
import dev.innerloop.local.LocalPorts;
import dev.innerloop.local.LocalReplicas;
import dev.innerloop.local.OutputListener;
import dev.innerloop.plan.DevLaunch;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.session.Ending;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An app on this machine. Its forward has the port that users know; the app gets another one. */
final class LocalApp implements DeployedApp {

  private final SessionKey key;
  private final LocalPorts ports;
  private final Map<String, String> connections;
  private final LocalReplicas replicas;
  private int port;

  private LocalApp(
      SessionKey key,
      LocalPorts ports,
      int port,
      Map<String, String> connections,
      LocalReplicas replicas) {
    this.key = key;
    this.ports = ports;
    this.port = port;
    this.connections = Map.copyOf(connections);
    this.replicas = replicas;
  }

  /**
   * Starts its replica.
   *
   * @param connections environment variables for the services that it needs
   */
  static LocalApp start(
      AppRequest request,
      LocalPorts ports,
      Map<String, String> connections,
      OutputListener output) {
    App app = request.app();
    SessionKey key = SessionKey.random();
    int port = port(app, ports);
    LocalReplicas replicas =
        LocalReplicas.start(
            app.name(),
            key,
            Path.of(System.getProperty("java.home")),
            app.module().basedir(),
            app.endpoints().isPortAssumed(),
            output);
    return new LocalApp(key, ports, port, connections, replicas);
  }

  /**
   * The app's own port where it has to be that one, as far as it is free: if the user has named it,
   * or the app may not be told another one.
   */
  private static int port(App app, LocalPorts ports) {
    int own = app.port();
    boolean isKept = !DevLaunch.isPortTold(app) || app.endpoints().isPortRequested();
    return own == 0 || (isKept && ports.reserve(own)) ? own : ports.reserve(app.name());
  }

  @Override
  public boolean changePort() {
    if (port == 0) {
      return false;
    }
    port = ports.reserve("the app");
    return true;
  }

  @Override
  public ReplicaSource replicas() {
    return replicas;
  }

  @Override
  public SessionKey key() {
    return key;
  }

  @Override
  public Launch launch(AppRequest request) {
    return DevLaunch.at(request, port).withEnvironment(environment(request));
  }

  private AppEnvironment environment(AppRequest request) {
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

  @Override
  public void follow(Consumer<Optional<Problem>> rolledOut) {
    // The output is followed from the start, and there is no rollout.
  }

  @Override
  public Optional<Change> redeploy(AppRequest request, Consumer<Optional<Problem>> rolledOut) {
    return Optional.empty(); // there are no resources here
  }

  @Override
  public boolean rollsOut() {
    return false;
  }

  @Override
  public Ending end(SessionSettings.OnExit onExit, boolean isDebugged) {
    return Ending.CLEAN;
  }

  @Override
  public void close() throws IOException {
    replicas.close();
  }
}
