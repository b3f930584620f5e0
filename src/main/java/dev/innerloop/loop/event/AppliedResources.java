package dev.innerloop.loop.event;

import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.loop.event.Event.Applied;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells what applying did to each resource. */
public record AppliedResources(String app, Consumer<Event> events) implements ApplyListener {

  @Override
  public void applied(String resource, Outcome outcome) {
    int space = resource.indexOf(' ');
    events.accept(
        new Applied(
            app,
            List.of(
                new Applied.Resource(
                    resource.substring(0, space),
                    resource.substring(space + 1),
                    outcome.name().toLowerCase(Locale.ROOT)))));
  }

  @Override
  public void told(String words) {
    events.accept(new Event.Notice(app + ": " + words));
  }
}
