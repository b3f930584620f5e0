package dev.innerloop.loop;

import dev.innerloop.cluster.Workload;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Launch;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An app in dev mode on a cluster. */
final class ClusterDeployment implements Deployed {

  private final String app;
  private final Workload workload;
  private final SessionKey key;
  private final int supervisorPort;
  private final Duration timeout;
  private final CommandForm commands;
  private final Consumer<Event> events;

  private @Nullable Closeable log;
  private @Nullable Thread rollout;

  ClusterDeployment(
      AppRequest request,
      Workload workload,
      SessionKey key,
      int supervisorPort,
      Duration timeout,
      CommandForm commands,
      Consumer<Event> events) {
    this.app = request.app().name();
    this.workload = workload;
    this.key = key;
    this.supervisorPort = supervisorPort;
    this.timeout = timeout;
    this.commands = commands;
    this.events = events;
  }

  @Override
  public ReplicaSource replicas() {
    return workload.replicas(supervisorPort);
  }

  @Override
  public SessionKey key() {
    return key;
  }

  @Override
  public Launch launch(App now) {
    return DevLaunch.of(now);
  }

  @Override
  public void follow(Hints hints) {
    log =
        workload.followLog(
            Optional.empty(),
            (pod, several, line) -> events.accept(new Event.Output(app, several ? pod : "", line)));
    rollout = new Thread(() -> awaitRollout(hints), "dev-rollout-" + app);
    rollout.setDaemon(true);
    rollout.start();
  }

  private void awaitRollout(Hints hints) {
    try {
      workload.awaitRollout(timeout, new Ship.Progress(app, events));
      hints.add(new Hint.RolloutEnded(app, Optional.empty()));
    } catch (Problem problem) {
      hints.add(new Hint.RolloutEnded(app, Optional.of(problem)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the session is over
    }
  }

  @Override
  public boolean rollsOut() {
    return true;
  }

  @Override
  public List<String> end(SessionSettings.OnExit onExit) throws InterruptedException {
    switch (onExit) {
      case STOP -> workload.stopDevMode();
      case DELETE -> workload.delete(timeout);
      case KEEP -> {
        return List.of(
            "to return:          " + commands.of("watch"),
            "to leave dev mode:  " + commands.of("stop"),
            "to remove the app:  " + commands.of("delete"));
      }
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    if (rollout != null) {
      rollout.interrupt();
    }
    if (log != null) {
      log.close();
    }
  }
}
