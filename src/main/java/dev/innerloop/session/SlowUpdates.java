package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.ui.Delay;
import dev.innerloop.wire.ReloadStrategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Acknowledges an update that takes long while replicas apply it, once for all of them. */
final class SlowUpdates {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String app;
  private final Delay delay;
  private final Consumer<Event> events;

  /** What replicas are applying now. */
  @GuardedBy("this")
  private final Map<Replica, ReplicaEvent.Applying> current = new HashMap<>();

  /** The newest revision that needs no line; how the first one comes along is reported anyway. */
  @GuardedBy("this")
  private long acknowledged = 1;

  SlowUpdates(String app, Delay delay, Consumer<Event> events) {
    this.app = app;
    this.delay = delay;
    this.events = events;
  }

  synchronized void applying(ReplicaEvent.Applying event) {
    current.put(event.replica(), event);
    if (event.revision() > acknowledged) {
      delay.after(PATIENCE, () -> acknowledge(event));
    }
  }

  /** A replica has applied its update, or does not apply it any more. */
  synchronized void ended(Replica replica) {
    current.remove(replica);
  }

  private synchronized void acknowledge(ReplicaEvent.Applying event) {
    if (event == current.get(event.replica()) && event.revision() > acknowledged) {
      acknowledged = event.revision();
      boolean isRestart = event.strategy().compareTo(ReloadStrategy.RESTART) >= 0;
      events.accept(new Event.Notice(app + (isRestart ? ": restarting..." : ": updating...")));
    }
  }
}
