package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import java.util.List;

/** What a writer wants done in one step. */
final class Update {

  final long number;
  final Delta delta;
  final ReloadStrategy strategy;
  final String reason;
  final AppLaunch launch;

  /** What to redefine; paths are relative to the workspace. */
  final List<Redefinition> classes;

  Update(
      long number,
      Delta delta,
      ReloadStrategy strategy,
      String reason,
      AppLaunch launch,
      List<Redefinition> classes) {
    this.number = number;
    this.delta = delta;
    this.strategy = strategy;
    this.reason = reason;
    this.launch = launch;
    this.classes = classes;
  }

  /** Told how it goes, from the thread that carries updates out. */
  interface Reply {

    void committed(long number);

    void ended(Outcome outcome);
  }
}
