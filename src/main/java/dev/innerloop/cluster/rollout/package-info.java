/** Waiting for a rollout, and why it does not progress. */
@NullMarked
package dev.innerloop.cluster.rollout;

import org.jspecify.annotations.NullMarked;
