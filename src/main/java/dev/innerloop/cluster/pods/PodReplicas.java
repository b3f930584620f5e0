package dev.innerloop.cluster.pods;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.manifest.Labels;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The running containers of an app's current ReplicaSet. Each event only triggers a comparison of
 * the known state with what was reported: nothing depends on the order of events, or on events
 * missed while the API server was unreachable.
 */
public final class PodReplicas implements ReplicaSource {

  private final NamespaceClient api;
  private final String app;
  private final int supervisorPort;

  public PodReplicas(NamespaceClient api, String app, int supervisorPort) {
    this.api = api;
    this.app = app;
    this.supervisorPort = supervisorPort;
  }

  @Override
  public Closeable watch(Listener listener) {
    return api.errors()
        .during("watch the pods of " + app, () -> new Subscription(listener).start());
  }

  /** Those that are running now. */
  public List<Replica> present() {
    return api.errors()
        .during(
            "list the pods of " + app,
            () -> {
              try (ParallelRequests parallel = new ParallelRequests()) {
                Supplier<List<ReplicaSet>> replicaSets =
                    parallel.start(
                        () ->
                            api.client()
                                .apps()
                                .replicaSets()
                                .inNamespace(api.namespace())
                                .withLabels(Labels.selector(app))
                                .list()
                                .getItems());
                List<Pod> pods =
                    api.client()
                        .pods()
                        .inNamespace(api.namespace())
                        .withLabels(Labels.selector(app))
                        .list()
                        .getItems();
                return List.copyOf(running(replicaSets.get(), pods).values());
              }
            });
  }

  /** By container: a restarted one is another replica of the same name. */
  private Map<String, Replica> running(List<ReplicaSet> replicaSets, List<Pod> pods) {
    Map<String, Replica> running = new LinkedHashMap<>();
    PodSet.of(app, replicaSets, pods).stream()
        .flatMap(set -> set.pods().stream())
        .filter(pod -> !PodSet.terminates(pod))
        .forEach(
            pod ->
                runningContainer(pod)
                    .ifPresent(
                        id ->
                            running.put(
                                id,
                                new PodReplica(
                                    api.client(),
                                    api.namespace(),
                                    pod.getMetadata().getName(),
                                    supervisorPort))));
    return running;
  }

  private Optional<String> runningContainer(Pod pod) {
    List<ContainerStatus> containers =
        pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
    return containers == null
        ? Optional.empty()
        : containers.stream()
            .filter(container -> container.getName().equals(PodSet.appContainer(pod, app)))
            .filter(
                container ->
                    container.getState() != null && container.getState().getRunning() != null)
            .map(container -> pod.getMetadata().getUid() + "/" + container.getContainerID())
            .findFirst();
  }

  private final class Subscription implements Closeable {

    private final Listener listener;
    private final ExecutorService reporting;
    private final WatchedObjects<Pod> pods;
    private final WatchedObjects<ReplicaSet> replicaSets;
    private final Map<String, Replica> told = new LinkedHashMap<>();
    private volatile boolean closed;

    Subscription(Listener listener) {
      this.listener = listener;
      this.reporting =
          Executors.newSingleThreadExecutor(DaemonThreads.factory("dev-replicas-" + app));
      this.pods =
          new WatchedObjects<>(
              "dev-pods-" + app,
              api.client().pods().inNamespace(api.namespace()).withLabels(Labels.selector(app)),
              this::compare);
      this.replicaSets =
          new WatchedObjects<>(
              "dev-replica-sets-" + app,
              api.client()
                  .apps()
                  .replicaSets()
                  .inNamespace(api.namespace())
                  .withLabels(Labels.selector(app)),
              this::compare);
    }

    Subscription start() {
      try {
        replicaSets.start();
        pods.start();
        compare();
        return this;
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    private void compare() {
      try {
        reporting.execute(this::report);
      } catch (RejectedExecutionException e) {
        // Closed: nothing is reported any more.
      }
    }

    private void report() {
      Optional<List<ReplicaSet>> sets = replicaSets.objects();
      Optional<List<Pod>> ofThem = pods.objects();
      if (closed || sets.isEmpty() || ofThem.isEmpty()) {
        return;
      }
      Map<String, Replica> now = running(sets.get(), ofThem.get());
      List<String> gone = new ArrayList<>(told.keySet());
      gone.removeAll(now.keySet());
      for (String id : gone) {
        Replica replica = told.remove(id);
        if (replica != null && !closed) {
          listener.disappeared(replica);
        }
      }
      now.forEach(
          (id, replica) -> {
            if (!closed && told.putIfAbsent(id, replica) == null) {
              listener.appeared(replica);
            }
          });
    }

    @Override
    public void close() {
      closed = true;
      pods.close();
      replicaSets.close();
      reporting.shutdownNow();
    }
  }
}
