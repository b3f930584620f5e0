/**
 * The running copies of an app: how to connect to and query their supervisors, what is desired of
 * them, and what happens to them.
 */
@NullMarked
package dev.innerloop.replica;

import org.jspecify.annotations.NullMarked;
