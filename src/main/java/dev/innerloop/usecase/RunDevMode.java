package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.plan.DevModeSupport;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.session.DevSession;
import dev.innerloop.session.Target;
import dev.innerloop.usecase.target.ClusterSelector;
import dev.innerloop.usecase.target.ClusterTarget;
import dev.innerloop.usecase.target.ForwardedServices;
import dev.innerloop.usecase.target.InterruptibleWaits;
import dev.innerloop.usecase.target.LocalTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code dev:run}, {@code dev:watch} and {@code dev:debug}: a session on the target that the user
 * selects.
 */
public final class RunDevMode {

  private final DevSession.Project project;
  private final Function<App, AppRequest> requestOf;
  private final TargetSettings settings;
  private final Supplier<Optional<Cluster>> cluster;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final Consumer<Event> events;
  private final InterruptibleWaits waits = new InterruptibleWaits();

  /**
   * A session that has not begun.
   *
   * @param cluster the selected one, which may be connecting; empty if apps run on this machine
   * @param requestOf what the user wants of an app, by its POM and files as they are at the time
   */
  public RunDevMode(
      DevSession.Project project,
      Function<App, AppRequest> requestOf,
      TargetSettings settings,
      Supplier<Optional<Cluster>> cluster,
      CommandForm commands,
      ConfiguredCredentials logins,
      Consumer<Event> events) {
    this.project = project;
    this.requestOf = requestOf;
    this.settings = settings;
    this.cluster = cluster;
    this.commands = commands;
    this.logins = logins;
    this.events = events;
  }

  /** {@code dev:run}: runs the built apps and keeps replaced pods up to date, until Ctrl-C. */
  public void run() {
    session(false);
  }

  /** {@code dev:watch}: the same, and delivers every change of the project. */
  public void watch() {
    session(true);
  }

  private void session(boolean isWatching) {
    project.reactor().apps().forEach(app -> DevModeSupport.requireClassPath(app, commands));
    new DevSession(project, requestOf, commands, events)
        .run(this::openTarget, isWatching, waits::end);
  }

  private Target openTarget(List<AppRequest> requests, Consumer<Event> events) {
    Optional<Cluster> selected = cluster.get();
    if (selected.isPresent()) {
      return ClusterTarget.in(selected.get(), settings, commands, logins, waits, events);
    }
    if (requests.stream().anyMatch(request -> request.session().detach())) {
      throw new Problem(
          "dev.detach leaves the app running, and on this machine it ends with its session.",
          "Leave -Ddev.detach out, or run on a cluster.");
    }
    return new LocalTarget(
        settings.kind() == TargetSettings.Kind.LOCAL
            ? ""
            : "there is no kubeconfig, so no cluster is known",
        services(requests, events),
        events);
  }

  /** Those of a cluster, if apps on this machine use them. */
  private Optional<ForwardedServices> services(List<AppRequest> requests, Consumer<Event> events) {
    if (requests.stream().noneMatch(request -> request.service().fromCluster())) {
      return Optional.empty();
    }
    Cluster services = ClusterSelector.ofThisProcess(events).requireCluster(settings.onCluster());
    return Optional.of(ForwardedServices.in(services, settings, waits, events));
  }
}
