package dev.innerloop.cluster.pods;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.Closeable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows the logs of all pods of an app, including future ones. */
public final class PodLogs implements Closeable {

  private final NamespaceClient api;
  private final String app;
  private final Optional<Instant> since;
  private final LogListener listener;
  private final WatchedObjects<Pod> pods;

  /** By the UID of the pod. */
  @GuardedBy("this")
  private final Map<String, PodLog> followed = new HashMap<>();

  @GuardedBy("this")
  private boolean closed;

  private PodLogs(NamespaceClient api, String app, Optional<Instant> since, LogListener listener) {
    this.api = api;
    this.app = app;
    this.since = since;
    this.listener = listener;
    this.pods =
        new WatchedObjects<>(
            "dev-logs-" + app,
            api.client().pods().inNamespace(api.namespace()).withLabels(Labels.selector(app)),
            this::compare);
  }

  public static PodLogs follow(
      NamespaceClient api, String app, Optional<Instant> since, LogListener listener) {
    PodLogs logs = new PodLogs(api, app, since, listener);
    api.errors().running("follow the log of " + app, logs::start);
    return logs;
  }

  private void start() {
    try {
      pods.start();
      compare();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private synchronized void compare() {
    Optional<List<Pod>> present = pods.objects();
    if (closed || present.isEmpty()) {
      return;
    }
    for (Pod pod : present.get()) {
      follow(pod);
    }
    Set<String> uids =
        present.get().stream().map(it -> it.getMetadata().getUid()).collect(Collectors.toSet());
    for (String uid : List.copyOf(followed.keySet())) {
      if (!uids.contains(uid)) {
        Objects.requireNonNull(followed.remove(uid)).finish();
      }
    }
  }

  @GuardedBy("this")
  private void follow(Pod pod) {
    followed
        .computeIfAbsent(
            pod.getMetadata().getUid(),
            uid ->
                new PodLog(
                    api.client(),
                    api.namespace(),
                    pod.getMetadata().getName(),
                    PodSet.appContainer(pod, app),
                    since,
                    line -> listener.line(pod.getMetadata().getName(), line)))
        .containerIs(pod);
  }

  @Override
  public void close() {
    pods.close();
    synchronized (this) {
      closed = true;
      followed.values().forEach(PodLog::close);
    }
  }
}
