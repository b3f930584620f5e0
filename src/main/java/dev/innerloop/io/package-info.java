/** Reading what others write: lines of processes, within bounds, and placeholders in texts. */
@NullMarked
package dev.innerloop.io;

import org.jspecify.annotations.NullMarked;
