/** Loading images into nodes without a registry: archives, and the tools that load them. */
@NullMarked
package dev.innerloop.image.load;

import org.jspecify.annotations.NullMarked;
