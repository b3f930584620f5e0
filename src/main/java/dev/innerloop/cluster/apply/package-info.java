/** Applying the resources of an app, and why the API server rejects one, field by field. */
@NullMarked
package dev.innerloop.cluster.apply;

import org.jspecify.annotations.NullMarked;
