/** External image tools: finding them on the PATH, running them, and reporting their failures. */
@NullMarked
package dev.innerloop.image.tool;

import org.jspecify.annotations.NullMarked;
