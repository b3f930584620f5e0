package dev.innerloop.session;

import dev.innerloop.content.ContentStore;
import dev.innerloop.content.DesiredContent;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.InventoryDifference;
import dev.innerloop.event.Event;
import dev.innerloop.forward.gate.GateUpdater;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.session.BuildResult.Output;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One deployed app of a session: what its replicas are to hold and run, and who observes them.
 *
 * <p>Confined to the session's thread; replicas are driven by threads of their own.
 */
final class AppSession implements Closeable {

  private final CurrentRequest request;
  private final AppPorts ports;
  private final DeployedApp running;
  private final SessionInbox inbox;
  private final ReplicaReporter reporter;
  private final Consumer<Event> events;
  private final DesiredContent content;
  private final UpdateReports reports;
  private final ReplicaSessions replicas;
  private final AppReadiness readiness = new AppReadiness();
  private final ClassPathChoice classPath;
  private Launch launch;
  private long revision;

  /**
   * @param running the app, deployed as it is now
   * @param directory for content that is too large for memory
   * @param reporter reports to the user what happens in the replicas
   */
  AppSession(
      CurrentRequest request,
      AppPorts ports,
      DeployedApp running,
      Path directory,
      SessionInbox inbox,
      ReplicaReporter reporter,
      Consumer<Event> events) {
    this.request = request;
    this.ports = ports;
    this.running = running;
    this.inbox = inbox;
    this.reporter = reporter;
    this.events = events;
    ContentStore blobs = new ContentStore(directory);
    this.content =
        new DesiredContent(
            blobs,
            (file, reason) ->
                events.accept(Event.Notice.warning(file + " is not delivered: " + reason)));
    this.reports =
        new UpdateReports(
            name(),
            update -> {
              events.accept(update);
              inbox.post(new SessionSignal.UpdateServed(name()));
            });
    List<ReplicaObserver> observers = new ArrayList<>();
    observers.add(new GateUpdater(ports.gate()));
    ports
        .debug()
        .ifPresent(
            debug -> {
              observers.add(debug);
              // Who debugs the first replica sends requests to the URL of the app.
              observers.add(event -> debug.first().ifPresent(ports.gate()::prefer));
            });
    observers.add(reporter);
    observers.add(reports);
    this.replicas =
        new ReplicaSessions(
            running.key(), blobs, User.holder(), request.get().session().takeover(), observers);
    this.classPath = new ClassPathChoice(events);
    this.launch = currentLaunch();
  }

  /** Begins to deliver what the build has left, and to follow the app. */
  void start() {
    if (!running.rollsOut()) {
      readiness.rolledOut();
    }
    Inventory built = content.afterBuild(app());
    Launch possible = classPath.possible(launch, app(), built);
    Revision first = next(built, possible, List.of(), Timing.begin(List.of()), true);
    ports.gate().expect(first.number());
    replicas.desire(first);
    replicas.open(running.replicas());
    running.follow(problem -> inbox.post(new SessionSignal.RolloutEnded(name(), problem)));
  }

  App app() {
    return request.app();
  }

  String name() {
    return app().name();
  }

  RequestGate gate() {
    return ports.gate();
  }

  ReplicaSessions replicas() {
    return replicas;
  }

  AppReadiness readiness() {
    return readiness;
  }

  /** Where the app answers on this machine; empty if it does not listen. */
  Optional<String> url() {
    return ports.url();
  }

  /** Whether a debugger may suspend the app, for any time. */
  boolean isDebugged() {
    return launch.isDebugged();
  }

  /** Whether the session has opened it to debuggers, which ends with the session. */
  boolean hasDebugPorts() {
    return ports.debug().isPresent();
  }

  boolean hasAttachedReplica() {
    return replicas.replicas().stream().anyMatch(ReplicaStatus::isAttached);
  }

  /** Whether the session has the content of a file of an output directory as the file is now. */
  boolean knows(Path outputFile) {
    return content.isKnown(outputFile);
  }

  /**
   * What a build means for the app.
   *
   * @return the next revision; empty if nothing that the app consists of has changed
   * @throws Problem if files cannot be read
   */
  Optional<Revision> revise(BuildResult build) {
    boolean isAdopted = adopt(build);
    content.withhold(build.unfinished());
    if (build.output().isEmpty()) {
      return Optional.empty();
    }
    Inventory before = content.current();
    Inventory after = read(build.output().get(), isAdopted);
    Timing timing = build.timing().scanned();
    InventoryDifference difference = before.differenceTo(after);
    Launch now = classPath.possible(currentLaunch(), app(), after);
    if (difference.isEmpty() && now.equals(launch)) {
      return Optional.empty();
    }
    List<String> files = new ArrayList<>();
    difference.changed().forEach(path -> files.add(path.toString()));
    difference.added().forEach(path -> files.add(path.toString()));
    difference.removed().forEach(path -> files.add(path.toString()));
    if (files.isEmpty()) {
      files.add("pom.xml"); // only how the app is started has changed
    }
    return Optional.of(next(after, now, files, timing, true));
  }

  /** Adopts the app as a changed POM describes it; returns whether the POM has changed. */
  private boolean adopt(BuildResult build) {
    Path pom = app().module().pom();
    Optional<App> changed =
        build.project().stream()
            .flatMap(live -> live.reactor().apps().stream())
            .filter(app -> app.module().pom().equals(pom))
            .findFirst();
    changed.ifPresent(request::read);
    return changed.isPresent();
  }

  private Inventory read(Output output, boolean hasOtherClassPath) {
    Inventory after = content.current();
    if (output.isOfCompilation()) {
      after = content.afterCompilation(app(), output.built(), output.whole(), output.written());
    }
    if (output.isUnknown() || hasOtherClassPath) {
      return content.rescan(app());
    }
    return output.foreign().isEmpty() ? after : content.rescan(app(), output.foreign());
  }

  private Revision next(
      Inventory inventory, Launch launch, List<String> files, Timing timing, boolean isReported) {
    revision++;
    this.launch = launch;
    ports.forwardTo(launch.port());
    if (isReported) {
      reports.begin(revision, files, timing);
    }
    return new Revision(revision, inventory, launch);
  }

  private Launch currentLaunch() {
    Launch plain = running.launch(request.get()).withReload(request.get().session().reload());
    return ports.debug().map(debug -> debug.debugged(plain)).orElse(plain);
  }

  /** Reads the settings again; returns whether they are valid. */
  boolean readSettings() {
    return request.read();
  }

  /** Delivers a revision, as soon as requests wait for it. */
  void deliver(Revision next) {
    ports.gate().expect(next.number());
    replicas.desire(next);
    reporter.saved();
  }

  /** Whether its resources or its environment may have changed. */
  boolean isRedeployedBy(BuildResult build) {
    return build.manifests().containsKey(app().module().pom()) || build.hasOtherPom(app().module());
  }

  /**
   * Applies changed Kubernetes resources, and a changed environment.
   *
   * @return whether something is applied, or was reported as unchanged
   * @throws Problem if the resources are invalid or refused
   */
  boolean redeploy(BuildResult build) {
    Path pom = app().module().pom();
    Set<Path> manifests = build.manifests().get(pom);
    boolean hasOtherPom = build.hasOtherPom(app().module());
    Set<Path> files = new TreeSet<>(manifests == null ? Set.of() : manifests);
    if (hasOtherPom) {
      files.add(pom);
    }
    return redeploy(names(files), Timing.begin(files), manifests != null);
  }

  private boolean redeploy(List<String> files, Timing timing, boolean isReportedAlways) {
    Set<Replica> former = reports.replicas();
    Optional<DeployedApp.Change> change =
        running.redeploy(
            request.get(),
            problem -> inbox.post(new SessionSignal.ChangeRolledOut(name(), problem)));
    AppEnvironment environment = currentLaunch().environment();
    boolean restarts = !environment.equals(launch.environment());
    boolean rollsOut = change.filter(DeployedApp.Change::rollsOut).isPresent();
    boolean replaces = change.filter(DeployedApp.Change::replaces).isPresent();
    Optional<DeployedApp.Change> reported = change.filter(it -> isReportedAlways || !it.isNone());
    if (rollsOut || !restarts) { // else the restart is the update that is reported
      reported.ifPresent(it -> report(it, files, former, timing));
    }
    if (restarts) {
      // What else of the launch has changed may not compile yet.
      Revision restart =
          next(content.current(), launch.withEnvironment(environment), files, timing, !replaces);
      ports.gate().expect(restart.number());
      replicas.desire(restart);
    }
    return restarts || reported.isPresent();
  }

  private void report(
      DeployedApp.Change change, List<String> files, Set<Replica> former, Timing timing) {
    revision++;
    ResourceUpdateReport report =
        new ResourceUpdateReport(
            name(),
            revision,
            files,
            change.reason(),
            change.replaces() ? former : Set.of(),
            timing);
    if (change.rollsOut()) {
      reports.rollingOut(report);
    } else {
      events.accept(report.withoutPods());
    }
  }

  private List<String> names(Set<Path> files) {
    Path basedir = app().module().basedir();
    return files.stream()
        .map(file -> file.startsWith(basedir) ? basedir.relativize(file) : file)
        .map(file -> file.toString().replace('\\', '/'))
        .toList();
  }

  /** What {@link #redeploy} changed is rolled out. */
  void changeRolledOut() {
    readiness.rolledOut();
    reports.rolledOut();
  }

  /**
   * Another process listens on the port of the app: it gets another one if its target has one.
   *
   * @param taken the revision that is not served because of it
   */
  void portTaken(long taken) {
    if (taken != revision || !running.changePort()) {
      return; // a newer one finds out by itself
    }
    Launch moved = currentLaunch();
    events.accept(
        new Event.Notice(
            name()
                + " is started at port "
                + moved.port()
                + ": another process listens on "
                + launch.port()));
    // What else of the launch has changed may not compile yet.
    Revision next =
        next(
            content.current(),
            launch
                .withPort(moved.port())
                .withJvmOptions(moved.jvmOptions())
                .withEnvironment(moved.environment()),
            List.of(),
            Timing.begin(List.of()),
            true);
    ports.gate().expect(next.number());
    replicas.desire(next);
  }

  /** Restarts the app in all replicas, with everything that was deferred until then. */
  void restart() {
    reports.restart();
    replicas.restart();
  }

  /** Whether its replicas do not serve the last update yet. */
  boolean isUpdating() {
    return reports.isOpen();
  }

  /** Releases the replicas, and does with the app what its user wants. */
  Ending end() throws InterruptedException {
    replicas.close();
    return running.end(request.get().session().onExit(), hasDebugPorts());
  }

  @Override
  public void close() throws IOException {
    replicas.close();
    running.close();
  }
}
