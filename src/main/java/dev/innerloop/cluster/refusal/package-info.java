/** Why the API server rejects a resource, field by field. */
@NullMarked
package dev.innerloop.cluster.refusal;

import org.jspecify.annotations.NullMarked;
