/**
 * The running copies of an app: the wire to their supervisors, and the sessions that converge them.
 */
@NullMarked
package dev.innerloop.replica;

import org.jspecify.annotations.NullMarked;
