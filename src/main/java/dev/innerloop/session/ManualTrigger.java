package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.ChangeListener;
import dev.innerloop.event.Event;
import dev.innerloop.project.Module;
import java.util.function.Consumer;

/** With {@code dev.trigger=manual}: changes are deferred until the user asks for an update. */
final class ManualTrigger implements ChangeListener {

  private final SessionInbox inbox;
  private final Consumer<Event> events;

  @GuardedBy("this")
  private final MergedChanges deferred = new MergedChanges();

  @GuardedBy("this")
  private int saves;

  ManualTrigger(SessionInbox inbox, Consumer<Event> events) {
    this.inbox = inbox;
    this.events = events;
  }

  /** Requests are not paused: until the user asks, the apps serve what they should. */
  @Override
  public void detected(Module module, Change.Kind kind) {}

  @Override
  public void dismissed(Module module, Change.Kind kind) {}

  @Override
  public synchronized void changed(Change change) {
    deferred.add(change);
    boolean isScan = change.kind() == Change.Kind.OUTPUT && change.files().isEmpty();
    if (!isScan) { // which is due after each burst of writes, and no save of its own
      saves++;
      events.accept(new Event.ChangesPending(saves));
    }
  }

  /** The user asks for an update with everything that was saved since the last one. */
  synchronized void release() {
    if (saves == 0) {
      events.accept(new Event.Notice("Nothing has changed since the last update."));
    }
    inbox.release(deferred.drain());
    saves = 0;
  }
}
