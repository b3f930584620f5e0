package dev.innerloop.loop;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.Diagnostic;
import dev.innerloop.content.Changes;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.PathFilter;
import dev.innerloop.content.WatchScope;
import dev.innerloop.image.Logins;
import dev.innerloop.loop.SessionSettings.Trigger;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import dev.innerloop.project.PomChange;
import dev.innerloop.project.Poms;
import dev.innerloop.project.Reactor;
import dev.innerloop.wire.Reload;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session: runs apps in dev mode until the user ends it, and brings every change to all replicas.
 *
 * <p>All work on the project happens on the calling thread, which is Maven's; everything else only
 * leaves hints for it.
 */
public final class Develop {

  private final List<AppRequest> requests;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Build build;
  private final Poms poms;
  private final PomUpdates project;
  private final Logins logins;
  private final Map<Path, PathFilter> filters;
  private final InputStream input;
  private final Keys keys;
  private final LastLines events;

  private final long begun = System.nanoTime();
  private final Saves saves = new Saves(this::hold, this::settle);
  private final Hints hints = new Hints(saves);
  private final List<AppSession> sessions = new CopyOnWriteArrayList<>();
  private String compileError = "";
  private boolean overlooked;

  /**
   * A session that has not begun.
   *
   * @param filters which files of a module count when they change, by its POM
   * @param input a line of it asks for an update, where updates are asked for
   */
  public Develop(
      Reactor reactor,
      List<AppRequest> requests,
      TargetSettings settings,
      CommandForm commands,
      Build build,
      Poms poms,
      Logins logins,
      Map<Path, PathFilter> filters,
      InputStream input,
      Consumer<Event> events) {
    this.filters = Map.copyOf(filters);
    this.input = input;
    this.requests = List.copyOf(requests);
    this.settings = settings;
    this.commands = commands;
    this.build = build;
    this.logins = logins;
    this.events = new LastLines(events);
    this.poms = poms;
    boolean debugging = requests.stream().anyMatch(it -> it.session().debug().isPresent());
    String goal = debugging ? "debug" : "watch";
    this.project = new PomUpdates(reactor, poms, commands.of(goal), events);
    this.keys = new Keys(commands.of(goal, "-Ddev.reload=auto"));
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
    // Ctrl-C waits for all that follows, the removal of what we leave in temporary folders
    // included.
    try (Interruption interruption = Interruption.calls(() -> hints.add(new Hint.Stop()))) {
      Path store = temporaryFolder();
      try {
        converge(store, watching);
      } finally {
        delete(store);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new Problem(
          "The session could not be ended cleanly: " + e.getMessage(),
          "See what is left: " + commands.of("status"),
          e);
    }
  }

  private void converge(Path store, boolean watching) throws IOException, InterruptedException {
    try (Target target = target();
        PortForwards ports = new PortForwards(events);
        Compiler compiler =
            new Compiler(
                project.reactor().basedir(), store.resolve("staging"), build, new Compiling())) {
      compiler.built(project.reactor().modules());
      events.accept(target.started(requests.stream().map(it -> it.app().name()).toList()));
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
      // From here on no save is missed: what changes while we deploy is taken up after it.
      try (Closeable watch = watching ? watchProject() : () -> {};
          Keys typed = keys) {
        if (watching) {
          compiler.warmUp(watched());
        }
        for (AppSession session : sessions) {
          session.start(target, watching);
        }
        loop(compiler, watching);
      } finally {
        sessions.forEach(this::close); // before the target that they run on
      }
    }
  }

  private Closeable watchProject() {
    WatchScope scope = new WatchScope(List.copyOf(watched()), poms.files(), filters);
    if (requests.stream().allMatch(it -> it.session().trigger() == Trigger.AUTO)) {
      if (requests.stream().anyMatch(it -> it.session().reload() == Reload.REDEFINE)) {
        keys.listen(input, new Typed(() -> {}, () -> {}));
      }
      return Changes.watch(scope, Changes.Timing.DEFAULT, hints);
    }
    Collected collected = new Collected(hints, hints::together, events);
    Changes changes = Changes.watch(scope, Changes.Timing.DEFAULT, collected);
    keys.listen(input, new Typed(collected::release, this::cannotTrigger));
    return changes;
  }

  private void cannotTrigger() {
    events.accept(
        new Event.Notice(
            "Standard input has ended, so nothing can ask for updates any more: start this from a"
                + " terminal, or leave out -Ddev.trigger=manual"));
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
      if (detached()) {
        throw new Problem(
            "dev.detach leaves the app running, and on this machine it ends with its session.",
            "Leave -Ddev.detach out, or run on a cluster.");
      }
      return new LocalTarget(
          settings.kind() == TargetSettings.Kind.LOCAL
              ? ""
              : "there is no kubeconfig, so no cluster is known",
          events);
    }
    return ClusterTarget.in(cluster.get(), settings, commands, logins, events);
  }

  private void loop(Compiler compiler, boolean watching) throws InterruptedException {
    while (true) {
      List<Hint> taken = hints.take();
      // Whatever comes of it: who waits for it waits no longer.
      try {
        if (handle(compiler, taken, watching)) {
          return;
        }
      } finally {
        saves.end(compileError);
      }
    }
  }

  /** Does what was hinted at; returns whether the session is over. */
  private boolean handle(Compiler compiler, List<Hint> taken, boolean watching)
      throws InterruptedException {
    for (Hint hint : taken) {
      if (hint instanceof Hint.Stop) {
        end();
        return true;
      } else if (hint instanceof Hint.Restart) {
        sessions.forEach(AppSession::restart);
      } else if (hint instanceof Hint.RolloutEnded rollout) {
        rolloutEnded(rollout, watching);
      } else if (hint instanceof Hint.FirstServed served) {
        session(served.app()).firstServed();
      } else if (hint instanceof Hint.Crashed crashed) {
        crashed(crashed, watching);
      }
    }
    try {
      bringOver(compiler, taken);
    } catch (Problem problem) { // of this change; the next may be better
      tell(problem);
    }
    if (announceReady() && detached()) {
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

  /** Compiles what has to be, and has every app publish what came of it. */
  private void bringOver(Compiler compiler, List<Hint> taken) {
    Map<Module, Set<Path>> sources = new LinkedHashMap<>();
    Map<Module, Set<Path>> resources = new LinkedHashMap<>();
    boolean output = false;
    Timing timing = Timing.begin(saved(taken));
    if (taken.stream().anyMatch(Hint.PomChanged.class::isInstance)) {
      Optional<PomChange.Live> live = project.reread();
      live.ifPresent(this::takeOver);
      live.ifPresent(change -> change.modules().forEach(module -> resources.put(module, Set.of())));
      output = live.isPresent();
    }
    for (Hint hint : taken) {
      if (hint instanceof Hint.SourcesChanged changed) {
        sources.merge(project.now(changed.module()), changed.files(), Collected::both);
      } else if (hint instanceof Hint.ResourcesChanged changed) {
        resources.merge(project.now(changed.module()), changed.files(), Collected::both);
      } else if (hint instanceof Hint.OutputChanged) {
        output = true;
      }
    }
    if (sources.isEmpty() && resources.isEmpty() && !output && project.due().isEmpty()) {
      return;
    }
    project.due().forEach(module -> sources.put(module, Set.of()));
    Map<Module, OutputChange> copied = new LinkedHashMap<>();
    for (Map.Entry<Module, Set<Path>> each : resources.entrySet()) {
      try {
        Optional<OutputChange> written = compiler.processResources(each.getKey(), each.getValue());
        written.ifPresent(change -> copied.put(each.getKey(), change));
        output |= written.isEmpty();
      } catch (BuildFailure failure) {
        events.accept(new Event.Notice(String.valueOf(failure.getMessage())));
      }
    }
    if (!sources.isEmpty() && !compile(compiler, sources, copied, timing)) {
      overlooked |= output || !resources.isEmpty(); // never half of what was saved
      return;
    }
    if (sources.isEmpty() && !copied.isEmpty()) {
      sessions.forEach(session -> session.built(Set.of(), copied, timing.compiled()));
    }
    if (output || overlooked) {
      overlooked = false;
      sessions.forEach(session -> session.observe(timing));
    }
  }

  private static List<Path> saved(List<Hint> taken) {
    List<Path> files = new ArrayList<>();
    for (Hint hint : taken) {
      if (hint instanceof Hint.SourcesChanged changed) {
        files.addAll(changed.files());
      } else if (hint instanceof Hint.ResourcesChanged changed) {
        files.addAll(changed.files());
      } else if (hint instanceof Hint.PomChanged changed) {
        files.add(changed.pom());
      }
    }
    return files;
  }

  private static String firstError(CompileResult.Failed failed) {
    return failed.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::toString)
        .findFirst()
        .orElse("error: the sources do not compile");
  }

  private void takeOver(PomChange.Live change) {
    for (App app : change.reactor().apps()) {
      sessions.stream()
          .filter(session -> session.app().module().pom().equals(app.module().pom()))
          .forEach(session -> session.becomes(app));
    }
  }

  /** Whether it compiled, and was published with the resources that were copied. */
  private boolean compile(
      Compiler compiler,
      Map<Module, Set<Path>> sources,
      Map<Module, OutputChange> copied,
      Timing timing) {
    CompileResult result = compiler.compile(project.reactor().modules(), sources);
    if (result instanceof CompileResult.Failed failed) {
      compileError = firstError(failed);
      events.accept(new Event.CompilationFailed(failed.diagnostics(), timing.millisSinceNoticed()));
      return false;
    }
    compileError = "";
    Map<Module, OutputChange> changes = new LinkedHashMap<>(copied);
    if (result instanceof CompileResult.Compiled compiled) {
      compiled.changed().forEach((module, own) -> changes.merge(module, own, OutputChange::and));
      publish(compiled.whole(), changes, compiled.files(), timing, compiled.took());
    } else if (result instanceof CompileResult.Delegated delegated) {
      publish(delegated.modules(), changes, 0, timing, delegated.took());
    }
    return true;
  }

  private void publish(
      Collection<Module> whole,
      Map<Module, OutputChange> changes,
      int files,
      Timing timing,
      Duration took) {
    project.compiled();
    events.accept(new Event.Compiled(files, took.toMillis()));
    sessions.forEach(session -> session.built(whole, changes, timing.compiled()));
  }

  private void rolloutEnded(Hint.RolloutEnded rollout, boolean watching) {
    AppSession session = session(rollout.app());
    if (rollout.problem().isEmpty()) {
      session.rolledOut();
      return;
    }
    if (session.isDebugged() && session.hasReplicas()) {
      session.rolledOut(); // whatever was waited for may stand at a breakpoint
      return;
    }
    // With a replica at hand the next save may heal it; without one nothing can.
    if (!watching || !session.hasReplicas()) {
      throw rollout.problem().get();
    }
    tell(rollout.problem().get());
  }

  private void tell(Problem problem) {
    events.accept(new Event.Notice(problem.getMessage() + "\n" + problem.remedy()));
  }

  /** Without a watch nothing can heal an app that does not even start. */
  private void crashed(Hint.Crashed crashed, boolean watching) {
    if (!watching && !session(crashed.app()).isReady()) {
      throw new Problem(
          crashed.app() + " ended with exit code " + crashed.exitCode() + " before it was ready.",
          "Its output is above. Correct it and run it again, or let it be corrected while it runs: "
              + commands.of("watch"));
    }
  }

  private boolean announceReady() {
    boolean all = true;
    for (AppSession session : sessions) {
      if (session.becameReady()) {
        events.accept(
            new Event.Ready(
                session.app().name(),
                detached() ? Optional.empty() : session.url(), // the forward ends with us
                (System.nanoTime() - begun) / 1_000_000));
      }
      all &= session.isReady();
    }
    return all;
  }

  private boolean detached() {
    return requests.stream().anyMatch(request -> request.session().detach());
  }

  private AppSession session(String app) {
    return sessions.stream()
        .filter(session -> session.app().name().equals(app))
        .findFirst()
        .orElseThrow();
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

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("dev-session-");
    } catch (IOException e) {
      throw new Problem(
          "No temporary folder can be made: " + e.getMessage(),
          "Free some space, or name another place: -Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  private void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      events.accept(new Event.Notice("A temporary folder is left: " + folder));
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
      hints.add(new Hint.Restart());
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

  private final class Compiling implements CompileListener {

    @Override
    public void compiled(Module module, SortedSet<String> sources) {
      // The update says it.
    }

    @Override
    public void delegating(Module module, String reason) {
      events.accept(
          new Event.Notice(
              module.name() + " is compiled by its own build, which takes longer: " + reason));
    }
  }
}
