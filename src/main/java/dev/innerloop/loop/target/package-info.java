/** Where apps run in dev mode: pods of a cluster, or this machine. */
@NullMarked
package dev.innerloop.loop.target;

import org.jspecify.annotations.NullMarked;
