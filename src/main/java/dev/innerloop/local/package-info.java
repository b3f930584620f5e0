/** Replicas without a cluster: child processes on this machine. */
@NullMarked
package dev.innerloop.local;

import org.jspecify.annotations.NullMarked;
