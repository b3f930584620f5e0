/** From what was saved to what the sessions want. */
@NullMarked
package dev.innerloop.loop.update;

import org.jspecify.annotations.NullMarked;
