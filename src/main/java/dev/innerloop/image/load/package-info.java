/** Images for nodes without a registry: archives, and the programs that take them there. */
@NullMarked
package dev.innerloop.image.load;

import org.jspecify.annotations.NullMarked;
