package dev.innerloop.plan.image;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import dev.innerloop.image.content.ImageListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports downloads and pushes of layers: each large layer at once, and then the progress of all of
 * them, once a second.
 */
final class ImageProgressReporter implements ImageListener {

  private static final long WORTH_REPORTING = 1L << 20;
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final String app;
  private final Consumer<Event> events;
  private final LongSupplier nanos;

  @GuardedBy("this")
  private final Map<String, Layer> layers = new HashMap<>();

  @GuardedBy("this")
  private Optional<Long> reported = Optional.empty();

  private record Layer(long sent, long bytes) {}

  ImageProgressReporter(String app, Consumer<Event> events) {
    this(app, events, System::nanoTime);
  }

  ImageProgressReporter(String app, Consumer<Event> events, LongSupplier nanos) {
    this.app = app;
    this.events = events;
    this.nanos = nanos;
  }

  @Override
  public void pullingBase(String base, long bytes) {
    if (bytes >= WORTH_REPORTING) {
      report("downloading a layer of " + base + " (%.1f MB)".formatted(bytes / 1e6));
    }
  }

  @Override
  public synchronized void pushingLayer(String layer, long sent, long bytes) {
    if (bytes < WORTH_REPORTING) {
      return;
    }
    // Layers of the base all have one name; their sizes tell them apart well enough.
    boolean begins = layers.put(layer + " " + bytes, new Layer(sent, bytes)) == null;
    long now = nanos.getAsLong();
    if (begins) {
      reported = reported.or(() -> Optional.of(now));
      report("pushing layer " + layer + " (%.1f MB)".formatted(bytes / 1e6));
    } else if (now - reported.orElse(now) >= EVERY_NANOS) {
      reported = Optional.of(now);
      report(
          "pushed %.1f of %.1f MB"
              .formatted(
                  layers.values().stream().mapToLong(Layer::sent).sum() / 1e6,
                  layers.values().stream().mapToLong(Layer::bytes).sum() / 1e6));
    }
  }

  @Override
  public void attached(String file, String image, boolean listed) {
    events.accept(
        new Event.Notice(
            app
                + ": "
                + file
                + " is attached to "
                + image
                + (listed ? "" : ", but not listed: something else is listed there already")));
  }

  private void report(String doing) {
    events.accept(new Event.Progress(app, doing));
  }
}
