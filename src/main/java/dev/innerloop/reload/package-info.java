/** How a change takes effect: old and new bytecode compared, the cheapest tier chosen. */
@NullMarked
package dev.innerloop.reload;

import org.jspecify.annotations.NullMarked;
