/** The sources of a module, and their state at the last compilation. */
@NullMarked
package dev.innerloop.compile.source;

import org.jspecify.annotations.NullMarked;
