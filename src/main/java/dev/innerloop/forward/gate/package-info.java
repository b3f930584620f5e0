/** When a request is forwarded, and to which replica: it waits until one serves what was saved. */
@NullMarked
package dev.innerloop.forward.gate;

import org.jspecify.annotations.NullMarked;
