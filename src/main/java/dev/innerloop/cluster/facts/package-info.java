/** What a cluster says of itself and of what it would do, asked before anything is done to it. */
@NullMarked
package dev.innerloop.cluster.facts;

import org.jspecify.annotations.NullMarked;
