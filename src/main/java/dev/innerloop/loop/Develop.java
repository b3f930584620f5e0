package dev.innerloop.loop;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.compile.Compiler;
import dev.innerloop.content.PathFilter;
import dev.innerloop.image.registry.Logins;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.LastLines;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.hint.Saves;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.loop.session.AppSession;
import dev.innerloop.loop.session.Keys;
import dev.innerloop.loop.session.PortForwards;
import dev.innerloop.loop.session.Readiness;
import dev.innerloop.loop.session.SessionFolder;
import dev.innerloop.loop.target.ClusterTarget;
import dev.innerloop.loop.target.ForwardedServices;
import dev.innerloop.loop.target.InterruptibleWaits;
import dev.innerloop.loop.target.LocalTarget;
import dev.innerloop.loop.target.PreparedApp;
import dev.innerloop.loop.target.Target;
import dev.innerloop.loop.target.Targets;
import dev.innerloop.loop.update.PomUpdates;
import dev.innerloop.loop.update.Updates;
import dev.innerloop.plan.DevModeSupport;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Build;
import dev.innerloop.project.Module;
import dev.innerloop.project.Poms;
import dev.innerloop.project.Reactor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A session: runs apps in dev mode until the user ends it, and brings every change to all replicas.
 *
 * <p>All work on the project happens on the calling thread, which is Maven's; everything else only
 * leaves hints for it.
 */
public final class Develop {

  private final Function<App, AppRequest> requestOf;
  private final List<AppRequest> requests;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Build build;
  private final PomUpdates project;
  private final Logins logins;
  private final Keys keys;
  private final ProjectWatch watch;
  private final boolean detached;
  private final LastLines events;

  private final Saves saves = new Saves(this::hold, this::settle);
  private final Hints hints = new Hints(saves);
  private final InterruptibleWaits waits = new InterruptibleWaits();
  private final List<AppSession> sessions = new CopyOnWriteArrayList<>();
  private final Readiness readiness;

  /**
   * A session that has not begun.
   *
   * @param requests what the user says of an app, by the POM as it is at the time
   * @param filters which files of a module count when they change, by its POM
   * @param input a line of it asks for an update, where updates are asked for
   */
  public Develop(
      Reactor reactor,
      Function<App, AppRequest> requests,
      TargetSettings settings,
      CommandForm commands,
      Build build,
      Poms poms,
      Logins logins,
      Map<Path, PathFilter> filters,
      InputStream input,
      Consumer<Event> events) {
    this.requestOf = requests;
    this.requests = reactor.apps().stream().map(requests).toList();
    this.settings = settings;
    this.commands = commands;
    this.build = build;
    this.logins = logins;
    this.events = new LastLines(events);
    boolean debugging = this.requests.stream().anyMatch(it -> it.session().debug().isPresent());
    String goal = debugging ? "debug" : "watch";
    this.project = new PomUpdates(reactor, poms, commands.of(goal), events);
    this.detached = this.requests.stream().anyMatch(it -> it.session().detach());
    this.readiness = new Readiness(sessions, this.events, detached, commands.of("watch"));
    this.keys = new Keys(commands.of(goal, "-Ddev.reload=auto"));
    this.watch = new ProjectWatch(this.requests, poms, filters, input, keys, hints, this.events);
  }

  /** {@code dev:run}: what was built runs, and replaced pods are converged, until Ctrl-C. */
  public void run() {
    session(false);
  }

  /** {@code dev:watch}: the same, and every change of the project is brought to it. */
  public void watch() {
    session(true);
  }

  private void session(boolean watching) {
    requests.forEach(request -> DevModeSupport.requireClassPath(request.app(), commands));
    // Ctrl-C waits for all that follows, the removal of what we leave in temporary folders
    // included.
    try (Interruption interruption = Interruption.calls(this::stop)) {
      try (SessionFolder folder = SessionFolder.create(events)) {
        converge(folder.path(), watching);
      } catch (InterruptedException e) {
        events.accept(
            new Event.SessionEnded(
                "Ended before the app was ready; what is there already stays.",
                List.of("to remove it:  " + commands.of("delete"))));
      }
    } catch (IOException e) {
      throw new Problem(
          "The session could not be ended cleanly: " + e.getMessage(),
          "See what is left: " + commands.of("status"),
          e);
    }
  }

  private void stop() {
    hints.add(new Hint.Stop());
    waits.end();
  }

  private void converge(Path store, boolean watching) throws IOException, InterruptedException {
    try (Target target = target();
        PortForwards ports = new PortForwards(events);
        Compiler compiler =
            new Compiler(
                project.reactor().basedir(),
                store.resolve("staging"),
                build,
                Updates.telling(events))) {
      compiler.built(project.reactor().modules());
      events.accept(target.started(requests.stream().map(it -> it.app().name()).toList()));
      List<PreparedApp> prepared = target.prepare(requests);
      for (AppRequest request : requests) {
        AppSession session =
            new AppSession(
                request, commands, keys, store.resolve(request.app().name()), hints, events);
        sessions.add(session);
        session.forward(() -> events.of(request.app().name()));
        ports.open(session, request.session().forwarding().more(), target);
        request
            .session()
            .debug()
            .ifPresent(settings -> session.debug(settings, target.debugPort(request.app())));
      }
      if (target.isHere()) {
        Map<String, String> urls = new HashMap<>();
        sessions.forEach(it -> it.url().ifPresent(url -> urls.put(it.app().name(), url)));
        sessions.forEach(it -> it.beside(urls));
      }
      // From here on no save is missed: what changes while we deploy is taken up after it.
      try (Closeable saved = watching ? watch.begin(watched()) : () -> {};
          Keys typed = keys) {
        for (int i = 0; i < prepared.size(); i++) {
          sessions.get(i).start(prepared.get(i), watching);
        }
        if (watching) { // Not before: it would take a processor from what the user waits for.
          compiler.warmUp(watched());
        }
        loop(new Updates(project, compiler, sessions, requestOf, events), watching);
      } finally {
        sessions.forEach(this::close); // before the target that they run on
      }
    }
  }

  /** The modules that the apps are made of. */
  private Set<Module> watched() {
    Set<Module> modules = new LinkedHashSet<>();
    for (Module module : project.reactor().modules()) {
      if (requests.stream().anyMatch(request -> request.app().modules().contains(module))) {
        modules.add(module);
      }
    }
    return modules;
  }

  private Target target() {
    Optional<Cluster> cluster = Targets.ofThisProcess().cluster(settings);
    if (cluster.isEmpty()) {
      if (detached) {
        throw new Problem(
            "dev.detach leaves the app running, and on this machine it ends with its session.",
            "Leave -Ddev.detach out, or run on a cluster.");
      }
      return new LocalTarget(
          settings.kind() == TargetSettings.Kind.LOCAL
              ? ""
              : "there is no kubeconfig, so no cluster is known",
          services(),
          events);
    }
    return ClusterTarget.in(cluster.get(), settings, commands, logins, waits, events);
  }

  /** Those of a cluster, if the user wants them for apps on this machine. */
  private Optional<ForwardedServices> services() {
    if (requests.stream().noneMatch(request -> request.service().fromCluster())) {
      return Optional.empty();
    }
    Cluster cluster = Targets.ofThisProcess().cluster(settings.onCluster()).orElseThrow();
    return Optional.of(ForwardedServices.in(cluster, settings, waits, events));
  }

  private void loop(Updates updates, boolean watching) throws InterruptedException {
    while (true) {
      List<Hint> taken = hints.take();
      // Whatever comes of it: who waits for it waits no longer.
      try {
        if (handle(updates, taken, watching)) {
          return;
        }
      } finally {
        saves.end(updates.compileError());
      }
    }
  }

  /** Does what was hinted at; returns whether the session is over. */
  private boolean handle(Updates updates, List<Hint> taken, boolean watching)
      throws InterruptedException {
    for (Hint hint : taken) {
      if (hint instanceof Hint.Stop) {
        end();
        return true;
      } else if (hint instanceof Hint.Restart) {
        sessions.forEach(AppSession::restart);
      } else if (hint instanceof Hint.RolloutEnded rollout) {
        readiness.rolledOut(rollout, watching);
      } else if (hint instanceof Hint.ChangeRolledOut rollout) {
        readiness.changeRolledOut(rollout);
      } else if (hint instanceof Hint.FirstServed served) {
        readiness.firstServed(served);
      } else if (hint instanceof Hint.Crashed crashed) {
        readiness.crashed(crashed, watching);
      }
    }
    try {
      updates.bringOver(taken);
    } catch (Problem problem) { // of this change; the next may be better
      events.accept(Event.Notice.of(problem));
    }
    if (readiness.isAllDone()) {
      events.accept(new Event.SessionEnded("Detached: the app keeps running.", List.of()));
      return true;
    }
    return false;
  }

  private void hold() {
    sessions.forEach(AppSession::hold);
  }

  private void settle(String error) {
    sessions.forEach(session -> session.settle(error));
  }

  private void end() throws InterruptedException {
    List<String> next = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      List<String> lines = sessions.get(i).end(requests.get(i).session().onExit());
      if (next.isEmpty()) {
        next.addAll(lines);
      }
    }
    events.accept(
        new Event.SessionEnded(
            next.isEmpty() ? "Ended." : "Ended; the app keeps running in dev mode.", next));
  }

  private void close(AppSession session) {
    try {
      session.close();
    } catch (IOException e) {
      events.accept(
          new Event.Notice(session.app().name() + " did not end cleanly: " + e.getMessage()));
    }
  }
}
