/** The user's cluster: connection, protection of other contexts, namespace, and the apps in it. */
@NullMarked
package dev.innerloop.cluster;

import org.jspecify.annotations.NullMarked;
