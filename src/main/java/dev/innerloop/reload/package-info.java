/**
 * How a change takes effect: old and new bytecode compared, the cheapest reload strategy chosen.
 */
@NullMarked
package dev.innerloop.reload;

import org.jspecify.annotations.NullMarked;
