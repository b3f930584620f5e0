package dev.innerloop.loop;

import dev.innerloop.content.ChangeListener;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What wakes a session, queued for its main thread: Maven's own, on which builds have to run. */
final class Hints implements ChangeListener {

  private final BlockingQueue<Hint> queue = new LinkedBlockingQueue<>();

  void add(Hint hint) {
    queue.add(hint);
  }

  /** All that has come since the last call, waiting for at least one. */
  List<Hint> take() throws InterruptedException {
    List<Hint> hints = new ArrayList<>();
    hints.add(queue.take());
    queue.drainTo(hints);
    return hints;
  }

  @Override
  public void sourcesChanged(Module module, Set<Path> files) {
    add(new Hint.SourcesChanged(module, files));
  }

  @Override
  public void resourcesChanged(Module module, Set<Path> files) {
    add(new Hint.ResourcesChanged(module, files));
  }

  @Override
  public void outputChanged(Module module) {
    add(new Hint.OutputChanged(module));
  }

  @Override
  public void pomChanged(Path pom) {
    add(new Hint.PomChanged(pom));
  }
}
