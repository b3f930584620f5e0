package dev.innerloop.loop;

import dev.innerloop.content.ChangeListener;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Changes that wait until the user asks for them. */
final class Collected implements ChangeListener {

  private final ChangeListener then;
  private final Consumer<Event> events;
  private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
  private int saves;

  /**
   * @param then told when the user asks
   */
  Collected(ChangeListener then, Consumer<Event> events) {
    this.then = then;
    this.events = events;
  }

  private record About(Module module, String kind) {}

  @Override
  public void sourcesChanged(Module module) {
    collect(new About(module, "sources"), () -> then.sourcesChanged(module));
  }

  @Override
  public void resourcesChanged(Module module) {
    collect(new About(module, "resources"), () -> then.resourcesChanged(module));
  }

  @Override
  public void outputChanged(Module module) {
    collect(new About(module, "output"), () -> then.outputChanged(module));
  }

  @Override
  public void pomChanged(Path pom) {
    collect(pom, () -> then.pomChanged(pom));
  }

  private synchronized void collect(Object about, Runnable tell) {
    waiting.put(about, tell);
    saves++;
    events.accept(new Event.ChangesWait(saves));
  }

  /** The user asks: all that has come since the last time is told. */
  synchronized void release() {
    if (waiting.isEmpty()) {
      events.accept(new Event.Notice("No change waits."));
    }
    waiting.values().forEach(Runnable::run);
    waiting.clear();
    saves = 0;
  }
}
