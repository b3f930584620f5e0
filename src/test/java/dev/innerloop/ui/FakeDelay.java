package dev.innerloop.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs tasks when the test says that their time has come. */
final class FakeDelay implements Delay {

  private final List<Runnable> tasks = new ArrayList<>();

  @Override
  public void after(Duration time, Runnable task) {
    tasks.add(task);
  }

  /** Runs what was delayed until now, but not what that delays. */
  void runDue() {
    List<Runnable> due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }
}
