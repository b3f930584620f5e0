/** From sources to classes: compiled aside, published only when all of it compiles. */
@NullMarked
package dev.innerloop.compile;

import org.jspecify.annotations.NullMarked;
