/** The namespace of a developer: its name, its creation in the way of the cluster, its deletion. */
@NullMarked
package dev.innerloop.cluster.namespace;

import org.jspecify.annotations.NullMarked;
