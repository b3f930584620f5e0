package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.event.NamespaceReporter;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.target.ClusterSelector;
import java.util.function.Consumer;

/** {@code dev:namespace}: the namespace of a developer, found or created. */
public final class EnterNamespace {

  private final TargetSettings settings;
  private final Consumer<Event> events;

  public EnterNamespace(TargetSettings settings, Consumer<Event> events) {
    this.settings = settings;
    this.events = events;
  }

  public void namespace() {
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(settings)) {
      String namespace = cluster.enter(settings.namespace(), new NamespaceReporter(events));
      events.accept(
          new Event.Notice(
              "Namespace " + namespace + " of context " + cluster.context() + " exists."));
    }
  }
}
