package dev.innerloop.replica.session;

import dev.innerloop.replica.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Where all replicas are to get.
 *
 * @param wanted null until the first build has ended
 * @param restarts how often the user asked for a restart
 */
public record Goal(@Nullable Revision wanted, long restarts) {

  static final Goal NONE = new Goal(null, 0);
}
