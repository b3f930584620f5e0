package dev.innerloop.plan.image;

import dev.innerloop.event.Event;
import dev.innerloop.image.load.LoadListener;
import java.util.function.Consumer;

/** Reports how an image is loaded into nodes, at most once a second. */
final class LoadProgressReporter implements LoadListener {

  private static final long NANOS_BETWEEN = 1_000_000_000;

  private final String app;
  private final Consumer<Event> events;
  private long reported = System.nanoTime();

  LoadProgressReporter(String app, Consumer<Event> events) {
    this.app = app;
    this.events = events;
  }

  @Override
  public void loading(String reference, String place, long sent, long bytes) {
    long now = System.nanoTime();
    if (now - reported >= NANOS_BETWEEN) {
      reported = now;
      report(
          "loading the image into %s (%.1f of %.1f MB)".formatted(place, sent / 1e6, bytes / 1e6));
    }
  }

  @Override
  public void unpacking(String reference, String place) {
    report("loading " + reference + " into " + place);
  }

  private void report(String doing) {
    events.accept(new Event.Progress(app, doing));
  }
}
