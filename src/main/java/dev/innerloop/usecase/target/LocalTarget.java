package dev.innerloop.usecase.target;

import dev.innerloop.event.Event;
import dev.innerloop.local.LocalPorts;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import dev.innerloop.request.AppRequest;
import dev.innerloop.service.BackingService;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.session.Ending;
import dev.innerloop.session.PreparedApp;
import dev.innerloop.session.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** This machine: one replica of each app, as child process. */
public final class LocalTarget implements Target {

  private static final int LAST_PORT = 65_535;

  private final String reason;
  private final Optional<ForwardedServices> services;
  private final Consumer<Event> events;
  private final LocalPorts ports = LocalPorts.ofThisUser();

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
  public Ending abandoned(boolean isDeploying) {
    return Ending.CLEAN; // what was started ends with the session
  }

  /** Not a port that belongs to an app of another session, which may not listen at this time. */
  @Override
  public int usualPort(App app) {
    int port = app.port();
    while (port != 0 && port < LAST_PORT && ports.isReservedByOther(port)) {
      port++;
    }
    return port;
  }

  @Override
  public int debugPort(App app) {
    return ports.reserve("the debugger of " + app.name());
  }

  private DeployedApp deploy(AppRequest request) throws InterruptedException {
    String app = request.app().name();
    return LocalApp.start(
        request,
        ports,
        connections(request),
        line -> events.accept(new Event.Output(app, app, line)));
  }

  private Map<String, String> connections(AppRequest request) throws InterruptedException {
    if (services.isPresent()) {
      return services.get().environment(request);
    }
    request.services().all().forEach(service -> reportPlace(request, service));
    return Map.of();
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

  @Override
  public Replica service(String name) {
    throw new Problem(
        "dev.forward names the Service " + name + ", and the apps run on this machine.",
        "Leave it out, or run on a cluster: -Ddev.target=cluster");
  }

  @Override
  public void close() throws IOException {
    ports.close();
    if (services.isPresent()) {
      services.get().close();
    }
  }
}
