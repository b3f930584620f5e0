/** The sources of a module, and what they were when they were last compiled. */
@NullMarked
package dev.innerloop.compile.source;

import org.jspecify.annotations.NullMarked;
