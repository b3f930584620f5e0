/** The session with each replica, which drives it from its actual to the desired state. */
@NullMarked
package dev.innerloop.replica.session;

import org.jspecify.annotations.NullMarked;
