/** Replicas without a cluster: child processes of this machine. */
@NullMarked
package dev.innerloop.local;

import org.jspecify.annotations.NullMarked;
