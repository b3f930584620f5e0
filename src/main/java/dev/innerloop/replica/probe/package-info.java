/** What a replica is asked without a session. */
@NullMarked
package dev.innerloop.replica.probe;

import org.jspecify.annotations.NullMarked;
