package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.target.ClusterSelector;
import java.time.Instant;
import java.util.function.Consumer;

/** {@code dev:delete -Ddev.expired}: namespaces past their time to live, with all apps in them. */
public final class DeleteExpiredNamespaces {

  private final TargetSettings settings;
  private final Consumer<Event> events;

  public DeleteExpiredNamespaces(TargetSettings settings, Consumer<Event> events) {
    this.settings = settings;
    this.events = events;
  }

  public void delete() {
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(settings)) {
      cluster.expired().delete(Instant.now(), settings.timeout(), this::say);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
