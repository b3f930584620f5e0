package dev.innerloop.event;

import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.event.Event.Applied;
import dev.innerloop.manifest.ResourceName;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports what applying did to each resource. */
public record ApplyReporter(String app, Consumer<Event> events) implements ApplyListener {

  @Override
  public void applied(ResourceName resource, Outcome outcome) {
    events.accept(
        new Applied(
            app,
            List.of(
                new Applied.Resource(
                    resource.kind(), resource.name(), outcome.name().toLowerCase(Locale.ROOT)))));
  }

  @Override
  public void noted(String message) {
    events.accept(new Event.Notice(app + ": " + message));
  }
}
