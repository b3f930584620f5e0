package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Workload;
import dev.innerloop.event.ApplyReporter;
import dev.innerloop.event.Event;
import dev.innerloop.event.RolloutReporter;
import dev.innerloop.manifest.LiveVariables;
import dev.innerloop.manifest.ResourceChanges;
import dev.innerloop.plan.DevLaunch;
import dev.innerloop.plan.DevManifests;
import dev.innerloop.plan.ManifestPair;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.session.Ending;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An app in dev mode on a cluster. */
final class ClusterDeployment implements DeployedApp {

  private final String app;
  private final Workload workload;
  private final BackingServices services;
  private final InterruptibleWaits waits;
  private final DevManifests manifests;
  private final Duration timeout;
  private final Instant started;
  private final CommandForm commands;
  private final Consumer<Event> events;

  private ManifestPair present;
  private volatile AppEnvironment environment;
  private @Nullable Closeable log;
  private volatile @Nullable Thread rollout;

  /**
   * @param present what was applied
   * @param started when the session started: what was logged before is not shown
   */
  ClusterDeployment(
      Workload workload,
      BackingServices services,
      InterruptibleWaits waits,
      DevManifests manifests,
      ManifestPair present,
      Duration timeout,
      Instant started,
      CommandForm commands,
      Consumer<Event> events) {
    this.app = workload.app();
    this.workload = workload;
    this.services = services;
    this.waits = waits;
    this.manifests = manifests;
    this.present = present;
    this.environment = environment(present);
    this.timeout = timeout;
    this.started = started;
    this.commands = commands;
    this.events = events;
  }

  @Override
  public ReplicaSource replicas() {
    return workload.replicas(DevManifests.SUPERVISOR_PORT);
  }

  @Override
  public SessionKey key() {
    return manifests.key();
  }

  @Override
  public Launch launch(AppRequest now) {
    return DevLaunch.of(now).withEnvironment(environment);
  }

  private AppEnvironment environment(ManifestPair resources) {
    return LiveVariables.environment(
        resources.release(), services.secretEntries(), resources.unusedPeers());
  }

  @Override
  public void follow(Consumer<Optional<Problem>> rolledOut) {
    log =
        workload.followLog(
            Optional.of(started), (pod, line) -> events.accept(new Event.Output(app, pod, line)));
    await(rolledOut);
  }

  @Override
  public Optional<Change> redeploy(AppRequest request, Consumer<Optional<Problem>> rolledOut) {
    ManifestPair wanted = manifests.of(request);
    ResourceChanges changes = ResourceChanges.between(present.release(), wanted.release());
    services.begin(request);
    try {
      waits.during(() -> services.await(timeout));
    } catch (InterruptedException e) {
      return Optional.empty(); // the session is ending
    }
    if (changes.isEmpty()) {
      environment = environment(present); // the connection to a service may be another
      return Optional.of(Change.NONE);
    }
    workload.apply(wanted.dev(), request.recreate(), new ApplyReporter(app, this::reportNotices));
    boolean replaces = !wanted.dev().hasPodsOf(present.dev());
    boolean scales =
        wanted.dev().replicas().isPresent()
            && !wanted.dev().replicas().equals(present.dev().replicas());
    present = wanted;
    environment = environment(wanted);
    if (replaces || scales) {
      await(rolledOut);
    }
    if (!replaces) {
      workload.refreshFiles();
    }
    return Optional.of(new Change(changes.words(), replaces, replaces || scales));
  }

  /** What changes is in the report of the update. */
  private void reportNotices(Event event) {
    if (event instanceof Event.Notice) {
      events.accept(event);
    }
  }

  /** Instead of what is waited for now, if anything is: that has been overtaken. */
  private void await(Consumer<Optional<Problem>> ended) {
    Thread before = rollout;
    Thread thread = DaemonThreads.named("dev-rollout-" + app, () -> awaitRollout(ended));
    rollout = thread;
    if (before != null) {
      before.interrupt();
    }
    thread.start();
  }

  private void awaitRollout(Consumer<Optional<Problem>> ended) {
    Optional<Problem> problem = Optional.empty();
    try {
      workload.awaitRollout(timeout, new RolloutReporter(app, events));
    } catch (Problem e) {
      problem = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the session is over, or another rollout has begun
      return;
    }
    if (rollout == Thread.currentThread()) {
      ended.accept(problem);
    }
  }

  @Override
  public boolean rollsOut() {
    return true;
  }

  @Override
  public Ending end(SessionSettings.OnExit onExit, boolean isDebugged) throws InterruptedException {
    return switch (onExit) {
      case STOP -> {
        workload.stopDevMode();
        yield new Ending("the app keeps running without dev mode", List.of());
      }
      case DELETE -> {
        workload.delete(timeout);
        yield new Ending("the app is deleted", List.of());
      }
      case KEEP ->
          new Ending(
              isDebugged
                  ? "the app restarts without a debugger, and keeps running in dev mode"
                  : "the app keeps running in dev mode",
              List.of(
                  "to return:          " + commands.of("watch"),
                  "to leave dev mode:  " + commands.of("stop"),
                  "to remove the app:  " + commands.of("delete")));
    };
  }

  @Override
  public void close() throws IOException {
    Thread waiting = rollout;
    if (waiting != null) {
      waiting.interrupt();
    }
    if (log != null) {
      log.close();
    }
  }
}
