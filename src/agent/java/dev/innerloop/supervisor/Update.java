package dev.innerloop.supervisor;

import dev.innerloop.wire.Commit;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.UpdateOutcome;

/** A delivery that is complete: what a writer wants done in one step. */
final class Update {

  final long delivery;
  final long revision;
  final ChangeSet changes;
  final Commit commit;

  Update(long delivery, long revision, ChangeSet changes, Commit commit) {
    this.delivery = delivery;
    this.revision = revision;
    this.changes = changes;
    this.commit = commit;
  }

  /** Told how it goes, from the thread that carries updates out. */
  interface Reply {

    void committed(long delivery);

    /** Called while the app takes long to serve. */
    void waiting(StartProgress progress);

    /** Called exactly once for each update. */
    void ended(UpdateOutcome outcome);
  }
}
