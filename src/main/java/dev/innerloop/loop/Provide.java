package dev.innerloop.loop;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.event.NamespaceNews;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.loop.target.Targets;
import java.util.function.Consumer;

/** {@code dev:namespace}: the namespace of a developer, found or made. */
public final class Provide {

  private final TargetSettings settings;
  private final Consumer<Event> events;

  public Provide(TargetSettings settings, Consumer<Event> events) {
    this.settings = settings;
    this.events = events;
  }

  public void namespace() {
    try (Cluster cluster = Targets.ofThisProcess().cluster(settings).orElseThrow()) {
      String namespace = cluster.enter(settings.namespace(), new NamespaceNews(events));
      events.accept(
          new Event.Notice(
              "Namespace " + namespace + " of context " + cluster.context() + " is there."));
    }
  }
}
