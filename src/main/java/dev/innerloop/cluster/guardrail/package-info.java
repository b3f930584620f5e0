/**
 * Restrictions on a namespace that this plugin creates, from its creation on, if they are
 * configured.
 */
@NullMarked
package dev.innerloop.cluster.guardrail;

import org.jspecify.annotations.NullMarked;
