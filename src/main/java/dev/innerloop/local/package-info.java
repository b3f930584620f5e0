/** Replicas as child processes on this machine, for sessions without a cluster. */
@NullMarked
package dev.innerloop.local;

import org.jspecify.annotations.NullMarked;
