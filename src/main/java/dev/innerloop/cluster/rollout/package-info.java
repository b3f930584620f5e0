/** Waiting for a roll-out, and why it does not proceed. */
@NullMarked
package dev.innerloop.cluster.rollout;

import org.jspecify.annotations.NullMarked;
