/** Which product a cluster is, and what images its nodes can be given. */
@NullMarked
package dev.innerloop.cluster.place;

import org.jspecify.annotations.NullMarked;
