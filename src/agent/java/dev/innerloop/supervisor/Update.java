package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.Effect;
import dev.innerloop.wire.Hash;
import dev.innerloop.wire.Outcome;
import java.util.Map;

/** What a writer wants done in one step. */
final class Update {

  final long number;
  final Delta delta;
  final Effect effect;
  final String reason;
  final AppLaunch launch;

  /** Names of the classes to redefine, with the paths of their files in the workspace. */
  final Map<String, String> classes;

  Update(
      long number,
      Delta delta,
      Effect effect,
      String reason,
      AppLaunch launch,
      Map<String, String> classes) {
    this.number = number;
    this.delta = delta;
    this.effect = effect;
    this.reason = reason;
    this.launch = launch;
    this.classes = classes;
  }

  /** Told how it goes, from the thread that carries updates out. */
  interface Reply {

    void committed(long number, Hash digest);

    void ended(Outcome outcome);
  }
}
