package dev.innerloop.event;

import dev.innerloop.cluster.namespace.NamespaceListener;
import java.util.function.Consumer;

/** Reports what happens to a namespace. */
public final class NamespaceReporter implements NamespaceListener {

  private final Consumer<Event> events;

  public NamespaceReporter(Consumer<Event> events) {
    this.events = events;
  }

  @Override
  public void created(String name) {
    events.accept(new Event.NamespaceCreated(name));
  }

  @Override
  public void noted(String words) {
    events.accept(new Event.Notice(words));
  }
}
