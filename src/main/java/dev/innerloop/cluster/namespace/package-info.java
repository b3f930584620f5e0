/** The namespace of a developer: its name, creation, restrictions, expiry and deletion. */
@NullMarked
package dev.innerloop.cluster.namespace;

import org.jspecify.annotations.NullMarked;
