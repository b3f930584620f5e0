/** The output of goals, and the order of their work. */
@NullMarked
package dev.innerloop.mojo.output;

import org.jspecify.annotations.NullMarked;
