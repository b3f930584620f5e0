package dev.innerloop.session;

import dev.innerloop.compile.BuildErrors;
import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.Compiler;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.DesiredContent;
import dev.innerloop.content.SavedFiles;
import dev.innerloop.content.watch.PathFilter;
import dev.innerloop.content.watch.ProjectWatcher;
import dev.innerloop.content.watch.WatchedPaths;
import dev.innerloop.event.Event;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.ProjectBuild;
import dev.innerloop.project.build.ProjectPoms;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.SessionSettings.Trigger;
import dev.innerloop.ui.Delay;
import dev.innerloop.wire.AppExit;
import dev.innerloop.wire.ReloadMode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the apps of a project in dev mode until the user ends it, and delivers every change to all
 * replicas.
 */
public final class DevSession {

  private final Project project;
  private final Function<App, AppRequest> requestOf;
  private final List<AppRequest> requests;
  private final CommandForm commands;
  private final LastLines events;
  private final OpenFailures failures;
  private final PomReloader poms;
  private final GeneratedFiles generated = new GeneratedFiles();
  private final List<RequestGate> gates;
  private final SavedFiles saved = new SavedFiles();
  private final SessionInbox inbox;
  private final Keys keys;
  private final String goal;
  private final Delay delay = Delay.byThread();
  private final long begun = System.nanoTime();
  private final Instant settingsRead = Instant.now();

  /** Sessions that have started, for the watcher's thread. */
  private final List<AppSession> started = new CopyOnWriteArrayList<>();

  /**
   * What a session works on.
   *
   * @param begun when Maven began to read the project
   * @param filters which files of a module count when they change, by its POM
   * @param input a line of it asks for an update, where updates wait for that
   */
  public record Project(
      Reactor reactor,
      ProjectBuild build,
      ProjectPoms poms,
      Instant begun,
      Map<Path, PathFilter> filters,
      InputStream input) {

    public Project {
      filters = Map.copyOf(filters);
    }
  }

  /** Opens the target of a session. */
  public interface TargetOpener {

    /**
     * Opens the target for these apps.
     *
     * @throws InterruptedException if the session is to end
     */
    Target open(List<AppRequest> requests, Consumer<Event> events) throws InterruptedException;
  }

  /**
   * @param requestOf what the user wants of an app, by its POM and files as they are at the time
   */
  public DevSession(
      Project project,
      Function<App, AppRequest> requestOf,
      CommandForm commands,
      Consumer<Event> events) {
    this.project = project;
    this.requestOf = requestOf;
    this.requests = project.reactor().apps().stream().map(requestOf).toList();
    this.commands = commands;
    this.events = new LastLines(events);
    this.failures = new OpenFailures(this.events);
    this.goal =
        requests.stream().anyMatch(it -> it.session().debug().isPresent()) ? "debug" : "watch";
    this.poms = new PomReloader(project.reactor(), project.poms(), commands.of(goal), failures);
    this.gates =
        requests.stream().map(it -> new RequestGate(it.session().forwarding().hold())).toList();
    this.inbox =
        new SessionInbox(
            gates,
            GitActivity.in(
                project.reactor().modules().stream().map(Module::basedir).toList(), this.events));
    this.keys = new Keys(commands.of(goal, "-Ddev.reload=auto"));
  }

  /** Ends the session soon; from any thread. */
  public void stop() {
    inbox.post(new SessionSignal.Stop());
  }

  /**
   * Returns when the session has ended.
   *
   * @param isWatching whether changes of the project are delivered; else only what was built before
   * @param onInterrupt called at Ctrl-C, to end what the target waits for
   * @throws Problem if an app cannot be deployed, or not become ready
   */
  public void run(TargetOpener target, boolean isWatching, Runnable onInterrupt) {
    Runnable stop =
        () -> {
          stop();
          onInterrupt.run();
        };
    // Ctrl-C waits for everything that follows, the removal of temporary files included.
    try (Interruption interruption = Interruption.calls(stop)) {
      if (isWatching) {
        project.poms().remember();
      }
      try (SessionDirectory directory = SessionDirectory.create(events);
          Target opened = target.open(requests, events)) {
        run(opened, directory.path(), isWatching);
      } catch (InterruptedException e) { // nothing was asked of the target yet
        abandoned(Ending.CLEAN);
      }
    } catch (IOException e) {
      throw new Problem(
          "The session could not be ended cleanly: " + e.getMessage(),
          "See what is left: " + commands.of("status"),
          e);
    }
  }

  private void abandoned(Ending ending) {
    events.accept(
        new Event.SessionEnded(ending.sentence(SessionLifecycle.BEFORE_READY), ending.next()));
  }

  private void run(Target target, Path directory, boolean isWatching)
      throws IOException, InterruptedException {
    try (Compiler compiler =
            new Compiler(
                project.reactor().basedir(),
                directory.resolve("staging"),
                observedBuild(),
                compileListener(),
                project.begun());
        SessionPorts ports = new SessionPorts(events)) {
      compiler.built(project.reactor().modules());
      events.accept(target.started(requests.stream().map(it -> it.app().name()).toList()));
      List<PreparedApp> prepared;
      try {
        prepared = target.prepare(requests);
      } catch (InterruptedException e) {
        abandoned(target.abandoned(false));
        return;
      }
      ports.open(requests, gates, target);
      // From here on no save is missed: what changes during the deployment is updated after it.
      try (Closeable saves = isWatching ? watch(compiler) : () -> {};
          Keys typed = keys) {
        for (int i = 0; i < prepared.size(); i++) {
          DeployedApp running;
          try {
            running = prepared.get(i).deploy(isWatching);
          } catch (InterruptedException e) {
            abandoned(target.abandoned(true));
            return;
          }
          start(i, ports, running, directory, isWatching);
        }
        loop(compiler, isWatching).run();
      } finally {
        started.forEach(this::close); // before the target that they run on
      }
    }
  }

  private UpdateLoop loop(Compiler compiler, boolean isWatching) {
    boolean isDetached = requests.stream().anyMatch(it -> it.session().detach());
    SessionLifecycle.Mode mode =
        new SessionLifecycle.Mode(isWatching, isDetached, commands.of("watch"));
    return new UpdateLoop(
        inbox,
        new SessionLifecycle(
            started,
            mode,
            begun,
            // Not before: it would take a processor from what the user waits for.
            () -> warmUp(compiler, isWatching),
            events),
        new IncrementalBuild(
            poms,
            new CodeGeneration(
                observedBuild(), new BuildErrors(project.reactor().basedir()), generated, failures),
            compiler,
            saved,
            failures,
            events),
        started,
        failures,
        new SaveAcknowledgements(ChangeTime.since(settingsRead), System::nanoTime, delay, events));
  }

  private void warmUp(Compiler compiler, boolean isWatching) {
    if (isWatching) {
      compiler.warmUp(watchedModules());
    }
  }

  private static String memory(AppRequest request) {
    return request.workload().container().resources().memory().orElse("1Gi");
  }

  private ProjectBuild observedBuild() {
    return new ObservedBuild(project.build(), generated);
  }

  private void start(
      int number, SessionPorts ports, DeployedApp running, Path directory, boolean isWatching) {
    AppRequest request = requests.get(number);
    String name = request.app().name();
    AppPorts own = ports.of(number);
    CurrentRequest current =
        new CurrentRequest(
            ports.withPeers(request), app -> ports.withPeers(requestOf.apply(app)), failures);
    StartAdvice starts =
        new StartAdvice(
            ports.isHere(), current::app, own::localPort, () -> events.ofPresentRun(name));
    ReplicaReporter.Advice advice =
        new ReplicaReporter.Advice(
            commands.of("watch", "-Ddev.takeover"),
            keys::toRestart,
            code ->
                starts.exited(code, memory(current.get()))
                    + starts.crashed()
                    + (code == AppExit.KILLED
                        ? "; it is started again"
                        : isWatching ? "; the next save that compiles starts it again" : ""),
            own::replicaPort,
            () -> events.started(name),
            starts);
    AppSession session =
        new AppSession(
            current,
            own,
            running,
            directory.resolve(name),
            inbox,
            new ReplicaReporter(name, advice, inbox, delay, events),
            events);
    started.add(session); // closed with the others, even if it fails to start
    session.start();
  }

  /** Reports all changes of the project from now on, until it is closed. */
  private Closeable watch(Compiler compiler) {
    Map<Path, List<Path>> manifests = new HashMap<>();
    requests.forEach(it -> manifests.put(it.app().module().pom(), it.sources()));
    Map<Path, List<Path>> others = new HashMap<>();
    requests.forEach(
        it -> others.put(it.app().module().pom(), DesiredContent.otherPaths(it.app())));
    WatchedPaths scope =
        new WatchedPaths(
            List.copyOf(watchedModules()),
            project.poms().files(),
            project.filters(),
            manifests,
            others,
            inputs());
    boolean isManual = requests.stream().anyMatch(it -> it.session().trigger() == Trigger.MANUAL);
    ManualTrigger manual = new ManualTrigger(inbox, events);
    if (isManual) {
      keys.listen(project.input(), new Typed(manual::release, this::cannotTrigger));
    } else if (requests.stream().anyMatch(it -> it.session().reload() == ReloadMode.REDEFINE)) {
      keys.listen(project.input(), new Typed(() -> {}, () -> {}));
    }
    return ProjectWatcher.watch(
        scope,
        ProjectWatcher.Timing.DEFAULT,
        kind ->
            switch (kind) {
              case SOURCES, RESOURCES, INPUTS, OUTPUT, POM -> project.begun();
              case MANIFESTS, OTHER_FILES -> settingsRead; // read later, with the settings
            },
        file ->
            compiler.hasWritten(file)
                || generated.contains(file)
                || saved.isUnchanged(file)
                || isKnown(file),
        isManual ? manual : inbox);
  }

  /** What plugins of the build read besides, by the POM of their module. */
  private Map<Path, Set<Path>> inputs() {
    Map<Path, Set<Path>> inputs = new HashMap<>();
    for (Module module : watchedModules()) {
      Set<Path> read = project.build().inputs(module);
      inputs.put(module.pom(), read);
      generated.read(module, read, project.begun());
    }
    return inputs;
  }

  /** Whether all apps have an output file as it is now. */
  private boolean isKnown(Path outputFile) {
    return started.size() == requests.size()
        && started.stream().allMatch(app -> app.knows(outputFile));
  }

  private void cannotTrigger() {
    events.accept(
        Event.Notice.warning(
            "Standard input has ended, so updates cannot be requested any more: start the session"
                + " from a terminal, or without -Ddev.trigger=manual"));
  }

  /** The modules of which the apps consist. */
  private Set<Module> watchedModules() {
    Set<Module> modules = new LinkedHashSet<>();
    for (Module module : poms.reactor().modules()) {
      if (requests.stream().anyMatch(request -> request.app().modules().contains(module))) {
        modules.add(module);
      }
    }
    return modules;
  }

  private CompileListener compileListener() {
    return new CompileListener() {
      @Override
      public void compiled(Module module, SortedSet<String> sources) {
        // The update reports it.
      }

      @Override
      public void delegating(Module module, String reason) {
        events.accept(
            new Event.Notice(
                module.name() + " is compiled by its own Maven build, which is slower: " + reason));
      }
    };
  }

  private void close(AppSession session) {
    try {
      session.close();
    } catch (IOException e) {
      events.accept(
          Event.Notice.warning(session.name() + " could not be ended cleanly: " + e.getMessage()));
    }
  }

  private final class Typed implements Keys.Listener {

    private final Runnable update;
    private final Runnable ended;

    Typed(Runnable update, Runnable ended) {
      this.update = update;
      this.ended = ended;
    }

    @Override
    public void restart() {
      events.accept(new Event.Notice("Restarting."));
      inbox.post(new SessionSignal.Restart());
    }

    @Override
    public void other() {
      update.run();
    }

    @Override
    public void ended() {
      ended.run();
    }
  }
}
