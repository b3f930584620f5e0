/** Which product a cluster is, and how its nodes can get images. */
@NullMarked
package dev.innerloop.cluster.place;

import org.jspecify.annotations.NullMarked;
