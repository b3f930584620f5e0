/** Problems of the cluster, or of its user's permissions. */
@NullMarked
package dev.innerloop.doctor.cluster;

import org.jspecify.annotations.NullMarked;
