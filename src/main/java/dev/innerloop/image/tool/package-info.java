/** Programs of this machine that know images: found by PATH, run, and heard when they fail. */
@NullMarked
package dev.innerloop.image.tool;

import org.jspecify.annotations.NullMarked;
