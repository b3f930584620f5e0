package dev.innerloop.loop.session;

import dev.innerloop.content.BlobStore;
import dev.innerloop.content.Difference;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.scan.WantedContent;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.Event.Update;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.outcome.Reports;
import dev.innerloop.loop.outcome.Timing;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.DebugSettings;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.loop.target.Deployed;
import dev.innerloop.loop.target.PreparedApp;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One app of a session: what it is to be, and its replicas that are driven there. */
public final class AppSession implements Closeable {

  private volatile AppRequest request;
  private boolean reread;
  private final CommandForm commands;
  private final Keys keys;
  private final Consumer<Event> events;
  private final Hints hints;
  private final BlobStore blobs;
  private final WantedContent content;

  private final LocalPorts ports;
  private final Reports reports;
  private final Milestones milestones = new Milestones();

  private @Nullable Deployed deployed;
  private volatile @Nullable ReplicaSessions sessions;
  private @Nullable Launch wantedLaunch;
  private long update;

  /**
   * @param store a folder of ours for content that is too large for memory
   */
  public AppSession(
      AppRequest request,
      CommandForm commands,
      Keys keys,
      Path store,
      Hints hints,
      Consumer<Event> events) {
    this.request = request;
    this.commands = commands;
    this.keys = keys;
    this.events = events;
    this.hints = hints;
    this.blobs = new BlobStore(store);
    this.content = new WantedContent(blobs);
    this.ports = new LocalPorts(app().name(), request.session(), this::statuses, events);
    this.reports = new Reports(app().name(), this::statuses, this::complete);
  }

  public App app() {
    return request.app();
  }

  /** The project has it otherwise now; what is published from now on goes by that. */
  public void becomes(AppRequest now) {
    request = now;
    reread = true;
  }

  /** Where the other apps of its build are on this machine, by their names. */
  public void beside(Map<String, String> urls) {
    request = request.beside(urls);
  }

  /** The user says something else of how it is deployed; the app is the same. */
  public void asks(AppRequest now) {
    request = now;
  }

  /**
   * Takes the local port now: a port that is taken is better known before all the work.
   *
   * @param lastLines what the app printed last
   */
  public void forward(Supplier<List<String>> lastLines) {
    int port = app().port();
    if (port > 0) {
      ports.forward(port, () -> launch().port(), lastLines);
    }
  }

  /**
   * Takes the local ports for debuggers.
   *
   * @param jvmPort where the app's JVMs listen for them
   */
  public void debug(DebugSettings settings, int jvmPort) {
    ports.debug(settings, jvmPort);
  }

  /** Whether a debugger may hold the app, for as long as it likes. */
  boolean isDebugged() {
    return ports.debug().isPresent();
  }

  /**
   * Deploys the app and starts to converge its replicas.
   *
   * @param watching whether saves will follow; then what already runs is taken as it is
   * @throws InterruptedException if the session is to end before that
   */
  public void start(PreparedApp prepared, boolean watching) throws InterruptedException {
    Inventory built = content.afterBuild(app());
    Deployed placed = prepared.deploy(watching);
    ReplicaSessions converging =
        new ReplicaSessions(
            placed.key(), blobs, holder(), request.session().takeover(), List.of(news(watching)));
    synchronized (this) {
      deployed = placed;
      sessions = converging;
    }
    if (!placed.rollsOut()) {
      milestones.rolledOut();
    }
    want(built, launch(), List.of(), Timing.begin(List.of()), true);
    converging.open(ports.observed(placed.replicas()));
    placed.follow(hints);
  }

  /**
   * The output of modules was written by us.
   *
   * @param whole modules of which no other classes exist any more than those in the output
   * @param changes what was written there, and deleted
   */
  public void built(Collection<Module> whole, Map<Module, OutputChange> changes, Timing timing) {
    Inventory before = content.current();
    Inventory after = content.afterCompile(app(), whole, changes);
    if (reread) {
      after = content.observe(app()); // what its new class path consists of, too
    }
    reread = false;
    publish(before, after, timing.scanned());
  }

  /** Somebody may have written into the output. */
  public void observe(Timing timing) {
    Inventory before = content.current();
    publish(before, content.observe(app()), timing.scanned());
  }

  /**
   * Somebody may have written into the output, and it is known what.
   *
   * @param written files and folders by module; for a module without any, nobody knows
   */
  public void observe(Map<Module, Set<Path>> written, Timing timing) {
    Inventory before = content.current();
    publish(before, content.observe(app(), written), timing.scanned());
  }

  private synchronized void publish(Inventory before, Inventory after, Timing timing) {
    Difference difference = before.differenceTo(after);
    Launch launch = launch();
    if (!difference.isEmpty() || !launch.equals(wantedLaunch)) {
      List<String> files = new ArrayList<>(difference.changed());
      files.addAll(difference.added());
      files.addAll(difference.removed());
      if (files.isEmpty()) {
        files.add("pom.xml"); // how the app is started is all that changed
      }
      want(after, launch, files, timing, true);
    }
  }

  private synchronized void want(
      Inventory inventory, Launch launch, List<String> files, Timing timing, boolean reported) {
    nextUpdate();
    ports.expect(update);
    if (reported) {
      reports.begin(update, files, timing);
    }
    wantedLaunch = launch;
    running().desire(new Revision(update, inventory, launch));
  }

  /**
   * Puts it to its target as the project now says.
   *
   * @param files that were saved
   * @param evenIfSame whether to tell of it if nothing has changed
   * @throws dev.innerloop.problem.Problem if that is not valid or refused
   */
  public void redeploy(List<String> files, Timing timing, boolean evenIfSame) {
    boolean replaces =
        new Redeployment(deployed(), this::statuses, this::nextUpdate, reports, hints, events)
            .redeploy(request, files, timing, evenIfSame, () -> inOtherEnvironment().isPresent());
    // What else of the launch has changed may not compile yet.
    inOtherEnvironment()
        .ifPresent(launch -> want(content.current(), launch, files, timing, !replaces));
  }

  /** How it runs but for its environment, if that is not what it was told last. */
  private synchronized Optional<Launch> inOtherEnvironment() {
    AppEnvironment environment = launch().environment();
    return Optional.ofNullable(wantedLaunch)
        .filter(launch -> !launch.environment().equals(environment))
        .map(launch -> launch.withEnvironment(environment));
  }

  private synchronized long nextUpdate() {
    return ++update;
  }

  /** What {@link #redeploy} changed is rolled out. */
  void changeRolledOut() {
    milestones.rolledOut();
    reports.rolledOut();
  }

  /** Has the app start again everywhere, with all that is held back. */
  public synchronized void restart() {
    reports.restart();
    running().restart();
  }

  private synchronized Launch launch() {
    return ports.opened(deployed().launch(request)).withReload(request.session().reload());
  }

  /** The replica that requests go to at this moment. */
  Optional<Replica> serving() {
    return ports.serving();
  }

  /** Something was saved: requests wait until it is known what comes of it. */
  public void hold() {
    ports.hold();
  }

  /**
   * All that was saved is compiled.
   *
   * @param error why not; empty if it is
   */
  public void settle(String error) {
    ports.settle(error);
  }

  private List<ReplicaStatus> statuses() {
    ReplicaSessions running = sessions;
    return running == null ? List.of() : running.replicas();
  }

  /** Where it answers on this machine; empty if it does not listen. */
  public Optional<String> url() {
    return ports.url();
  }

  /** Whether there are replicas that the session works on. */
  synchronized boolean hasReplicas() {
    return running().replicas().stream().anyMatch(replica -> replica.isAttached());
  }

  /** How far it is. */
  Milestones milestones() {
    return milestones;
  }

  /** Releases the replicas and does what is to be done with the app. */
  public List<String> end(SessionSettings.OnExit onExit) throws InterruptedException {
    if (sessions != null) {
      sessions.close();
    }
    return deployed == null ? List.of() : deployed.end(onExit);
  }

  @Override
  public void close() throws IOException {
    if (sessions != null) {
      sessions.close();
    }
    ports.close();
    if (deployed != null) {
      deployed.close();
    }
  }

  private synchronized ReplicaSessions running() {
    if (sessions == null) {
      throw new IllegalStateException("not started");
    }
    return sessions;
  }

  private synchronized Deployed deployed() {
    if (deployed == null) {
      throw new IllegalStateException("not started");
    }
    return deployed;
  }

  private ReplicaObserver news(boolean watching) {
    return new ReplicaNews(
        app().name(),
        ports.gatekeeper(),
        reports,
        ports.debug(),
        new ReplicaNews.Words(
            commands.of("watch", "-Ddev.takeover"),
            keys::toRestart,
            watching ? "; the next good save starts it again" : "",
            () -> launch().port()),
        hints,
        events);
  }

  private void complete(Update update) {
    events.accept(update);
    hints.add(new Hint.FirstServed(app().name()));
  }

  private static String holder() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost"; // a machine that does not know its own name
    }
    return System.getProperty("user.name") + "@" + host;
  }
}
