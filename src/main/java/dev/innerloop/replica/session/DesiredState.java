package dev.innerloop.replica.session;

import dev.innerloop.replica.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What all replicas of an app are driven to.
 *
 * @param revision null until the first build has ended
 * @param restarts how often the user has requested a restart
 */
record DesiredState(@Nullable Revision revision, long restarts) {

  static final DesiredState NONE = new DesiredState(null, 0);

  DesiredState with(Revision newer) {
    return new DesiredState(newer, restarts);
  }

  DesiredState withRestart() {
    return new DesiredState(revision, restarts + 1);
  }

  /** Whether a replica that has this one lacks something of the other. */
  boolean isBefore(DesiredState other) {
    return other.restarts > restarts
        || (other.revision != null
            && (revision == null || other.revision.number() > revision.number()));
  }
}
