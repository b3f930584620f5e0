/** Ports of this machine, and the connections that come in by them. */
@NullMarked
package dev.innerloop.forward.port;

import org.jspecify.annotations.NullMarked;
