/** Why the API server refuses a resource: field by field, in words. */
@NullMarked
package dev.innerloop.cluster.refusal;

import org.jspecify.annotations.NullMarked;
