package dev.innerloop.loop.hint;

import dev.innerloop.content.watch.ChangeListener;
import dev.innerloop.loop.event.Event;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Changes that wait until the user asks for them. */
public final class Collected implements ChangeListener {

  private final Taker then;
  private final Consumer<Event> events;
  private final Map<Module, Set<Path>> sources = new LinkedHashMap<>();
  private final Map<Module, Set<Path>> resources = new LinkedHashMap<>();
  private final Map<Module, Set<Path>> manifests = new LinkedHashMap<>();
  private final Map<Module, Set<Path>> outputs = new LinkedHashMap<>();
  private final Set<Module> writtenByOthers = new HashSet<>();
  private final Set<Path> poms = new LinkedHashSet<>();
  private int saves;

  /** Whoever takes up what was saved. */
  interface Taker extends ChangeListener {

    /** Takes up as one update all that is told by this. */
    void together(Runnable telling);

    /** Whether what is noticed in the output at this moment is probably its own writing. */
    boolean isEcho();
  }

  /**
   * @param then told when the user asks
   */
  public Collected(Taker then, Consumer<Event> events) {
    this.then = then;
    this.events = events;
  }

  @Override
  public synchronized void sourcesChanged(Module module, Set<Path> files) {
    sources.merge(module, files, Collected::both);
    saved();
  }

  @Override
  public synchronized void resourcesChanged(Module module, Set<Path> files) {
    resources.merge(module, files, Collected::both);
    saved();
  }

  @Override
  public synchronized void manifestsChanged(Module module, Set<Path> files) {
    manifests.merge(module, files, Collected::both);
    saved();
  }

  @Override
  public synchronized void noticed(Module module, Kind kind) {
    if (kind == Kind.OUTPUT && !then.isEcho()) {
      writtenByOthers.add(module);
    }
  }

  @Override
  public synchronized void outputChanged(Module module, Set<Path> files) {
    outputs.merge(module, files, Collected::both);
    if (writtenByOthers.remove(module)) {
      saved();
    }
  }

  @Override
  public synchronized void pomChanged(Path pom) {
    poms.add(pom);
    saved();
  }

  private void saved() {
    saves++;
    events.accept(new Event.ChangesWait(saves));
  }

  /** The user asks: all that has come since the last time is told. */
  public synchronized void release() {
    if (saves == 0) {
      events.accept(new Event.Notice("No change waits."));
    }
    then.together(this::tell);
    poms.clear();
    sources.clear();
    resources.clear();
    manifests.clear();
    outputs.clear();
    saves = 0;
  }

  private void tell() {
    poms.forEach(then::pomChanged);
    sources.keySet().forEach(module -> then.noticed(module, Kind.SOURCES));
    resources.keySet().forEach(module -> then.noticed(module, Kind.RESOURCES));
    sources.forEach(then::sourcesChanged);
    resources.forEach(then::resourcesChanged);
    manifests.forEach(then::manifestsChanged);
    outputs.forEach(then::outputChanged);
  }

  /** No files are: nobody knows which. */
  public static Set<Path> both(Set<Path> some, Set<Path> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return Set.of();
    }
    Set<Path> both = new HashSet<>(some);
    both.addAll(others);
    return both;
  }
}
