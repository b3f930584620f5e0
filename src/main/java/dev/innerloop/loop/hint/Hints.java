package dev.innerloop.loop.hint;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What wakes a session, queued for its main thread: Maven's own, on which builds have to run. */
public final class Hints implements Collected.Taker {

  private final BlockingQueue<Hint> queue = new LinkedBlockingQueue<>();
  private final Saves saves;

  public Hints(Saves saves) {
    this.saves = saves;
  }

  public void add(Hint hint) {
    queue.add(hint);
  }

  /** In one step: what is told and not yet in the queue would be forgotten by {@link #take}. */
  private void add(Module module, Kind kind, Hint hint) {
    synchronized (saves) {
      saves.told(module, kind);
      add(hint);
    }
  }

  @Override
  public boolean isEcho() {
    return saves.isEcho();
  }

  @Override
  public void together(Runnable telling) {
    synchronized (saves) {
      telling.run();
    }
  }

  /** All that has come since the last call, waiting for at least one. */
  public List<Hint> take() throws InterruptedException {
    List<Hint> hints = new ArrayList<>();
    hints.add(queue.take());
    synchronized (saves) {
      saves.begin();
      queue.drainTo(hints);
    }
    return hints;
  }

  @Override
  public void noticed(Module module, Kind kind) {
    saves.noticed(module, kind);
  }

  @Override
  public void sourcesChanged(Module module, Set<Path> files) {
    add(module, Kind.SOURCES, new Hint.SourcesChanged(module, files));
  }

  @Override
  public void resourcesChanged(Module module, Set<Path> files) {
    add(module, Kind.RESOURCES, new Hint.ResourcesChanged(module, files));
  }

  @Override
  public void manifestsChanged(Module module, Set<Path> files) {
    synchronized (saves) {
      saves.noticed(module, Kind.MANIFESTS); // single files come without
      add(module, Kind.MANIFESTS, new Hint.ManifestsChanged(module, files));
    }
  }

  @Override
  public void outputChanged(Module module, Set<Path> files) {
    add(module, Kind.OUTPUT, new Hint.OutputChanged(module, files));
  }

  @Override
  public void pomChanged(Path pom) {
    synchronized (saves) {
      saves.noticed(pom, Kind.RESOURCES);
      saves.told(pom, Kind.RESOURCES);
      add(new Hint.PomChanged(pom));
    }
  }
}
