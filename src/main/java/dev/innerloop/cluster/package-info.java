/** The user's cluster: connection, guard, namespace, and the apps in it. */
@NullMarked
package dev.innerloop.cluster;

import org.jspecify.annotations.NullMarked;
