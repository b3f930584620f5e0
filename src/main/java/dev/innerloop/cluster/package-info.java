/**
 * The user's cluster: connection, guard, namespace, apply, roll-out, logs, and replicas in pods.
 */
@NullMarked
package dev.innerloop.cluster;

import org.jspecify.annotations.NullMarked;
