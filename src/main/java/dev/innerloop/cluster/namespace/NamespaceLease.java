package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.process.DaemonThreads;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a namespace that this plugin created from expiring while it is in use: until closed, renews
 * it each time half of its time to live has passed.
 */
public final class NamespaceLease implements Closeable {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(20);

  private final NamespaceClient api;
  private final NamespaceListener listener;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("dev-namespace-expiry"));
  private boolean reported;

  private NamespaceLease(NamespaceClient api, NamespaceListener listener) {
    this.api = api;
    this.listener = listener;
  }

  /** Begins, with a namespace that was just renewed. */
  public static NamespaceLease of(NamespaceClient api, NamespaceListener listener) {
    NamespaceLease occupancy = new NamespaceLease(api, listener);
    occupancy.clock.execute(() -> occupancy.tick(false));
    return occupancy;
  }

  /**
   * Does nothing if it does not expire, or the user may not renew it, which was already reported.
   */
  private void tick(boolean renew) {
    try {
      Optional<HasMetadata> said = marked();
      Optional<Duration> ttl = said.flatMap(NamespaceExpiry::ttl);
      if (ttl.isPresent() && renew) {
        NamespaceExpiry.renew(api.client(), said.get(), ttl.get());
      }
      reported = false;
      ttl.ifPresent(it -> after(it.dividedBy(2)));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403 || clock.isShutdown()) { // interrupting would abort a request
        return;
      }
      if (!reported) {
        reported = true;
        listener.noted(
            String.valueOf(
                api.errors().problem("renew namespace " + api.namespace(), e).getMessage()));
      }
      after(BETWEEN_TRIES);
    }
  }

  private Optional<HasMetadata> marked() {
    try {
      return Optional.ofNullable(api.client().namespaces().withName(api.namespace()).get())
          .filter(NamespaceOwnership::isOurs)
          .map(HasMetadata.class::cast);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 403) {
        throw e;
      }
      return new NamespaceConfigMap(api.client(), api.namespace())
          .read()
          .map(HasMetadata.class::cast);
    }
  }

  private void after(Duration pause) {
    if (!clock.isShutdown()) {
      clock.schedule(() -> tick(true), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
