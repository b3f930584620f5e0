/** Parameters with parts of their own, as they are written in POMs. */
@NullMarked
package dev.innerloop.mojo.workload;

import org.jspecify.annotations.NullMarked;
