package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Passes events on, and remembers what each app printed last. */
final class LastLines implements Consumer<Event> {

  private static final int MOST = 40;

  private final Consumer<Event> next;

  @GuardedBy("this")
  private final Map<String, Deque<String>> lines = new HashMap<>();

  /** By app, how many of its lines are of its present run. */
  @GuardedBy("this")
  private final Map<String, Integer> present = new HashMap<>();

  LastLines(Consumer<Event> next) {
    this.next = next;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.Output output) {
      remember(output);
    }
    next.accept(event);
  }

  private synchronized void remember(Event.Output output) {
    Deque<String> last = lines.computeIfAbsent(output.app(), app -> new ArrayDeque<>());
    last.addLast(output.line());
    if (last.size() > MOST) {
      last.removeFirst();
    }
    present.merge(output.app(), 1, Integer::sum);
  }

  /** The app is started again: what it prints from now on belongs to another run. */
  synchronized void started(String app) {
    present.put(app, 0);
  }

  /** Those of an app, its former runs included. */
  synchronized List<String> of(String app) {
    Deque<String> last = lines.get(app);
    return last == null ? List.of() : List.copyOf(last);
  }

  /** Those of its present run. */
  synchronized List<String> ofPresentRun(String app) {
    List<String> all = of(app);
    return all.subList(Math.max(0, all.size() - present.getOrDefault(app, 0)), all.size());
  }
}
