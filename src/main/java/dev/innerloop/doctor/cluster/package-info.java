/** What may be wrong with the cluster, or with what its user may do there. */
@NullMarked
package dev.innerloop.doctor.cluster;

import org.jspecify.annotations.NullMarked;
