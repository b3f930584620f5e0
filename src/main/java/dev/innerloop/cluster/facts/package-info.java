/** Facts about a cluster and dry runs, requested before anything is changed. */
@NullMarked
package dev.innerloop.cluster.facts;

import org.jspecify.annotations.NullMarked;
