/**
 * The reload strategy of an update: old and new bytecode are compared, the cheapest strategy is
 * chosen.
 */
@NullMarked
package dev.innerloop.reload;

import org.jspecify.annotations.NullMarked;
