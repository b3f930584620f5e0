package dev.innerloop.plan.image;

import dev.innerloop.event.Event;
import dev.innerloop.image.load.LoadListener;
import java.util.function.Consumer;

/** Tells how an image gets into nodes, not more often than somebody could read it. */
final class LoadProgressReporter implements LoadListener {

  private static final long NANOS_BETWEEN = 1_000_000_000;

  private final String app;
  private final Consumer<Event> events;
  private long told = System.nanoTime();

  LoadProgressReporter(String app, Consumer<Event> events) {
    this.app = app;
    this.events = events;
  }

  @Override
  public void loading(String reference, String place, long sent, long bytes) {
    long now = System.nanoTime();
    if (now - told >= NANOS_BETWEEN) {
      told = now;
      tell("loading the image into %s (%.1f of %.1f MB)".formatted(place, sent / 1e6, bytes / 1e6));
    }
  }

  @Override
  public void unpacking(String reference, String place) {
    tell("loading " + reference + " into " + place);
  }

  private void tell(String doing) {
    events.accept(new Event.Progress(app, doing));
  }
}
