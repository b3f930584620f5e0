/** Which sources of a module have to be compiled again after a change. */
@NullMarked
package dev.innerloop.compile.incremental;

import org.jspecify.annotations.NullMarked;
