/**
 * What a cluster is and has: its product, nodes, registries, version and quotas, read before
 * anything is changed.
 */
@NullMarked
package dev.innerloop.cluster.discovery;

import org.jspecify.annotations.NullMarked;
