package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.Effect;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.Redefinition;
import java.util.List;

/** What a writer wants done in one step. */
final class Update {

  final long number;
  final Delta delta;
  final Effect effect;
  final String reason;
  final AppLaunch launch;

  /** What to redefine; paths are relative to the workspace. */
  final List<Redefinition> classes;

  Update(
      long number,
      Delta delta,
      Effect effect,
      String reason,
      AppLaunch launch,
      List<Redefinition> classes) {
    this.number = number;
    this.delta = delta;
    this.effect = effect;
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
