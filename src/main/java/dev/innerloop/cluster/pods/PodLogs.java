package dev.innerloop.cluster.pods;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.Closeable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Follows the logs of all pods of an app, including future ones. */
public final class PodLogs implements Closeable {

  private final NamespaceClient api;
  private final String app;
  private final Optional<Instant> since;
  private final LogListener listener;
  private final SharedIndexInformer<Pod> pods;
  private final Map<String, PodLog> followed = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private PodLogs(NamespaceClient api, String app, Optional<Instant> since, LogListener listener) {
    this.api = api;
    this.app = app;
    this.since = since;
    this.listener = listener;
    this.pods =
        api.client()
            .pods()
            .inNamespace(api.namespace())
            .withLabels(Labels.selector(app))
            .runnableInformer(0);
  }

  public static PodLogs follow(
      NamespaceClient api, String app, Optional<Instant> since, LogListener listener) {
    PodLogs logs = new PodLogs(api, app, since, listener);
    api.errors().running("follow the log of " + app, logs::start);
    return logs;
  }

  private void start() {
    pods.addEventHandler(
        new ResourceEventHandler<Pod>() {
          @Override
          public void onAdd(Pod pod) {
            seen(pod);
          }

          @Override
          public void onUpdate(Pod before, Pod after) {
            seen(after);
          }

          @Override
          public void onDelete(Pod pod, boolean finalStateUnknown) {
            PodLog log = followed.remove(pod.getMetadata().getUid());
            if (log != null) {
              log.finish();
            }
          }
        });
    pods.exceptionHandler((started, failure) -> started);
    try {
      pods.run();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void seen(Pod pod) {
    if (closed) {
      return;
    }
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
    if (closed) {
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
    pods.stop();
    followed.values().forEach(PodLog::close);
  }
}
