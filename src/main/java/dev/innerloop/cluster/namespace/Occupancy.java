package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a namespace of ours from expiring as long as somebody works in it: until it is closed, what
 * it says of its end is moved on each time that half of its time has passed.
 */
public final class Occupancy implements Closeable {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(20);

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String name;
  private final NamespaceListener listener;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "dev-namespace-expiry");
            thread.setDaemon(true);
            return thread;
          });
  private boolean told;

  private Occupancy(
      KubernetesClient client, ApiErrors errors, String name, NamespaceListener listener) {
    this.client = client;
    this.errors = errors;
    this.name = name;
    this.listener = listener;
  }

  /** Begins, with a namespace that was renewed just now. */
  public static Occupancy of(
      KubernetesClient client, ApiErrors errors, String name, NamespaceListener listener) {
    Occupancy occupancy = new Occupancy(client, errors, name, listener);
    occupancy.clock.execute(() -> occupancy.turn(false));
    return occupancy;
  }

  /** Where nothing expires, or nobody may renew it, as was told at the beginning, this is all. */
  private void turn(boolean renew) {
    try {
      Optional<HasMetadata> said = whatSaysIt();
      Optional<Duration> ttl = said.flatMap(Expiry::ttl);
      if (ttl.isPresent() && renew) {
        Expiry.renew(client, said.get(), ttl.get());
      }
      told = false;
      ttl.ifPresent(it -> after(it.dividedBy(2)));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403 || clock.isShutdown()) { // the latter interrupts requests
        return;
      }
      if (!told) {
        told = true;
        listener.noted(String.valueOf(errors.problem("renew namespace " + name, e).getMessage()));
      }
      after(BETWEEN_TRIES);
    }
  }

  private Optional<HasMetadata> whatSaysIt() {
    try {
      return Optional.ofNullable(client.namespaces().withName(name).get())
          .filter(Ownership::isOurs)
          .map(HasMetadata.class::cast);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 403) {
        throw e;
      }
      return new Marker(client, name).read().map(HasMetadata.class::cast);
    }
  }

  private void after(Duration pause) {
    if (!clock.isShutdown()) {
      clock.schedule(() -> turn(true), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
