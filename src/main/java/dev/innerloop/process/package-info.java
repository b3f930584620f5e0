/** External programs: finding them on the PATH, running them, and their results. */
@NullMarked
package dev.innerloop.process;

import org.jspecify.annotations.NullMarked;
