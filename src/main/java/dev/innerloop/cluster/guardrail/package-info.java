/** What a namespace that we make is held to from its first moment on, where it is asked for. */
@NullMarked
package dev.innerloop.cluster.guardrail;

import org.jspecify.annotations.NullMarked;
