package dev.innerloop.loop.hint;

import dev.innerloop.content.watch.ChangeListener.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which saves were noticed and are not yet brought over. From the first one until there are none,
 * what the apps serve may be old, and requests wait.
 */
public final class Saves {

  /** Our own writes into the output are told for so long after them, and are nothing new. */
  private static final Duration ECHO = Duration.ofSeconds(1);

  /** What makes us write into the output. */
  private static final Set<Kind> WRITTEN_FOR = Set.of(Kind.SOURCES, Kind.RESOURCES);

  private final Runnable hold;
  private final Consumer<String> settle;

  private final Set<Save> noticed = new HashSet<>();
  private final Set<Save> told = new HashSet<>();
  private boolean writing;
  private boolean holding;
  private long echoUntil = System.nanoTime();

  /** Of a module, or of a POM. */
  private record Save(Object of, Kind kind) {}

  /**
   * @param hold called with the first save
   * @param settle called once all of them are brought over, with what is wrong with the sources
   */
  public Saves(Runnable hold, Consumer<String> settle) {
    this.hold = hold;
    this.settle = settle;
  }

  /** A file was touched. */
  synchronized void noticed(Object of, Kind kind) {
    if (kind == Kind.OUTPUT && isEcho()) {
      return;
    }
    noticed.add(new Save(of, kind));
    if (!holding) {
      holding = true;
      hold.run();
    }
  }

  /** Whether what is noticed in the output now is probably our own writing. */
  synchronized boolean isEcho() {
    return writing || System.nanoTime() - echoUntil < 0;
  }

  /** What was touched is complete, and waits to be brought over. */
  synchronized void told(Object of, Kind kind) {
    Save save = new Save(of, kind);
    noticed.remove(save);
    told.add(save);
  }

  /** All that was told is being brought over. */
  synchronized void begin() {
    writing = told.stream().anyMatch(save -> WRITTEN_FOR.contains(save.kind()));
    told.clear();
  }

  /**
   * It is brought over.
   *
   * @param error what is wrong with the sources, as they are now; empty if nothing is
   */
  public synchronized void end(String error) {
    if (writing) {
      writing = false;
      echoUntil = System.nanoTime() + ECHO.toNanos();
    }
    if (holding && noticed.isEmpty() && told.isEmpty()) {
      holding = false;
      settle.accept(error);
    }
  }
}
