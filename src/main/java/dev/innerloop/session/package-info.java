/**
 * A running session: from a saved file to the replicas that serve it. To follow a save, read {@link
 * dev.innerloop.session.UpdateLoop#run}.
 */
@NullMarked
package dev.innerloop.session;

import org.jspecify.annotations.NullMarked;
