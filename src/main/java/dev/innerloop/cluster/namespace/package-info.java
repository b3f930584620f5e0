/** The namespace of a developer: its name, its making in the way of the cluster, its removal. */
@NullMarked
package dev.innerloop.cluster.namespace;

import org.jspecify.annotations.NullMarked;
