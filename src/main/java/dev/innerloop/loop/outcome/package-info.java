/** What came of an update, told once all replicas have it. */
@NullMarked
package dev.innerloop.loop.outcome;

import org.jspecify.annotations.NullMarked;
