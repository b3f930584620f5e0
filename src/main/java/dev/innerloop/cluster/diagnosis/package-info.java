/**
 * Why an app does not become ready: evidence is read from the cluster, and turned into what the
 * user can do.
 */
@NullMarked
package dev.innerloop.cluster.diagnosis;

import org.jspecify.annotations.NullMarked;
