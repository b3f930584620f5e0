package dev.innerloop.acceptance;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** One session, from one fault to the next. */
final class FaultsCase implements AutoCloseable {

  private static final int EDIT_TIMES = 4;

  private final FaultedApp app;
  private final FaultInjector injector;
  private final Random random;
  private final ObjLongConsumer<String> figures;
  private final List<String> done = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param figures of the report, to be added to
   */
  FaultsCase(Bench bench, Random random, ObjLongConsumer<String> figures) {
    this.random = random;
    this.figures = figures;
    for (String name : List.of("divergences", "failed answers", "stale answers")) {
      figures.accept(name, 0);
    }
    app = FaultedApp.start(bench);
    injector = new FaultInjector(bench, app, random);
  }

  void run(int faults) throws Exception {
    try {
      for (int count = 0; count < faults; ) {
        count += step();
      }
    } finally {
      figures.accept("answers", app.requests().answered());
      figures.accept("failed answers", app.requests().failed().size());
      figures.accept("stale answers", app.requests().stale().size());
    }
  }

  ConstantRequests requests() {
    return app.requests();
  }

  /** One fault or two, and an edit before, during or after them; returns how many faults. */
  private int step() throws Exception {
    List<Fault> faults = Fault.some(random);
    int editTime = random.nextInt(EDIT_TIMES);
    done.add(Instant.now() + " " + faults);
    long begin = System.nanoTime();
    boolean isSaved = editTime != 0 || edit("before");
    boolean lasts = false;
    for (Fault fault : faults) {
      lasts |= injector.begin(fault);
      figures.accept("fault " + fault, 1);
    }
    isSaved &= editTime != 1 || edit("during");
    if (lasts) {
      TimeUnit.MILLISECONDS.sleep(duration()); // the fault itself, and nothing that is waited for
    }
    injector.end();
    if (editTime == 2 || !isSaved) {
      edit("after");
    }
    awaitServed();
    note(" served after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
    System.out.println("[faults] " + done.get(done.size() - 1));
    figures.accept("faults", faults.size());
    return faults.size();
  }

  /** Returns whether it could be saved. */
  private boolean edit(String when) {
    try {
      note(" " + app.edit(random).kind() + " " + when);
      figures.accept("edits", 1);
      return true;
    } catch (IOException e) {
      note(" not saved: " + e.getMessage());
      return false;
    }
  }

  private void awaitServed() {
    try {
      app.awaitServed();
    } catch (AssertionError e) {
      figures.accept("divergences", 1);
      throw new AssertionError(e.getMessage() + "\n" + this + "\n" + app.report(), e);
    }
  }

  /** In milliseconds: mostly short, so that a fault meets each phase of an update. */
  private int duration() {
    int kind = random.nextInt(20);
    if (kind < 14) {
      return 50 + random.nextInt(600);
    }
    return kind < 19 ? 600 + random.nextInt(2_000) : 4_000 + random.nextInt(3_000);
  }

  private void note(String what) {
    done.set(done.size() - 1, done.get(done.size() - 1) + what);
  }

  @Override
  public void close() {
    app.close();
  }

  @Override
  public String toString() {
    return String.join("\n  ", done);
  }
}
