/** How images are called. */
@NullMarked
package dev.innerloop.image.name;

import org.jspecify.annotations.NullMarked;
