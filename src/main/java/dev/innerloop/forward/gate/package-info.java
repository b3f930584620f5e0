/** Who is let through to the app, and who waits until it serves what was saved. */
@NullMarked
package dev.innerloop.forward.gate;

import org.jspecify.annotations.NullMarked;
