/** One app of a session: its replicas, what is told of them, and how its user reaches it. */
@NullMarked
package dev.innerloop.loop.session;

import org.jspecify.annotations.NullMarked;
