/** Why an app does not come up: read from where the cluster says it, in what the user can do. */
@NullMarked
package dev.innerloop.cluster.diagnosis;

import org.jspecify.annotations.NullMarked;
