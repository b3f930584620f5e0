package dev.innerloop.cluster.pods;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.process.DaemonThreads;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a selector matches, as a watch keeps them.
 *
 * <p>When connections are cut, a watch of the client may stop without an error, and then never
 * reports another object. So the objects are also listed now and then, and a watch that has not
 * noticed what the API server has is replaced.
 */
final class WatchedObjects<T extends HasMetadata> implements Closeable {

  /** Far longer than an event needs. */
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);

  private final FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> selected;
  private final Runnable changed;
  private final ScheduledExecutorService checks;

  @GuardedBy("this")
  private SharedIndexInformer<T> informer;

  @GuardedBy("this")
  private boolean closed;

  /** What was known at a check that found more; used by one thread at a time. */
  private Optional<Map<String, String>> behind = Optional.empty();

  /**
   * @param name of the thread that checks
   * @param changed called at any event: which one is not said, since events can be missed
   */
  WatchedObjects(
      String name,
      FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> selected,
      Runnable changed) {
    this.selected = selected;
    this.changed = changed;
    this.checks = Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory(name));
    this.informer = informer();
  }

  /**
   * Returns when the objects are known for the first time.
   *
   * @throws KubernetesClientException if they cannot be listed, such as for lack of permissions
   */
  void start() {
    SharedIndexInformer<T> first = current();
    // Only the first list may fail for good: later, the network recovers.
    first.exceptionHandler((started, failure) -> started);
    first.run();
    checks.scheduleWithFixedDelay(
        this::check, BETWEEN_CHECKS.toMillis(), BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The objects as far as they are known; empty until they have been listed. */
  Optional<List<T>> objects() {
    SharedIndexInformer<T> now = current();
    return now.hasSynced() ? Optional.of(now.getStore().list()) : Optional.empty();
  }

  /** Replaces a watch that was behind at the last check and has noticed nothing since. */
  void check() {
    Map<String, String> served;
    try {
      served = versions(selected.list().getItems());
    } catch (KubernetesClientException | CompletionException e) {
      return; // the API server does not answer: the next check finds out
    }
    Map<String, String> known = versions(current().getStore().list());
    if (known.equals(served)) {
      behind = Optional.empty();
    } else if (behind.filter(known::equals).isPresent()) {
      behind = Optional.empty();
      replace();
    } else {
      behind = Optional.of(known);
    }
  }

  private synchronized void replace() {
    if (closed) {
      return;
    }
    informer.stop();
    informer = informer();
    informer.exceptionHandler((started, failure) -> true);
    informer.start();
  }

  private SharedIndexInformer<T> informer() {
    SharedIndexInformer<T> made = selected.runnableInformer(0);
    made.addEventHandler(new AnyEvent<>(changed));
    return made;
  }

  private synchronized SharedIndexInformer<T> current() {
    return informer;
  }

  private static <T extends HasMetadata> Map<String, String> versions(List<T> objects) {
    return objects.stream()
        .map(HasMetadata::getMetadata)
        .collect(Collectors.toMap(it -> it.getUid(), it -> it.getResourceVersion()));
  }

  @Override
  public void close() {
    checks.shutdownNow();
    synchronized (this) {
      closed = true;
      informer.stop();
    }
  }

  private record AnyEvent<T>(Runnable changed) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T added) {
      changed.run();
    }

    @Override
    public void onUpdate(@Nullable T before, T after) {
      changed.run();
    }

    @Override
    public void onDelete(T deleted, boolean finalStateUnknown) {
      changed.run();
    }

    @Override
    public void onNothing() {
      changed.run();
    }
  }
}
