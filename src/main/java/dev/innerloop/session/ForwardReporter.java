package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.forward.ForwardListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Reports why connections to a forwarded port fail: each reason once, since clients retry. */
final class ForwardReporter implements ForwardListener {

  private static final int MOST_REFUSALS = 10;

  private final String target;
  private final Consumer<Event> events;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refusals = new AtomicInteger();

  /**
   * @param target that the port forwards to, as the user knows it
   */
  ForwardReporter(String target, Consumer<Event> events) {
    this.target = target;
    this.events = events;
  }

  @Override
  public void unserved(int localPort, String reason) {
    if (reported.add(reason)) {
      events.accept(Event.Notice.warning("No connection to " + target + ": " + reason));
    }
  }

  /** Another site must not be able to fill the output: it has as many names as it likes. */
  @Override
  public void refused(int localPort, String reason) {
    if (refusals.get() < MOST_REFUSALS && reported.add(reason)) {
      refusals.incrementAndGet();
      events.accept(Event.Notice.warning("A request to " + target + " was refused. " + reason));
    }
  }
}
