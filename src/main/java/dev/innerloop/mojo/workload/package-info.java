/** Parameters with nested elements in the POM. */
@NullMarked
package dev.innerloop.mojo.workload;

import org.jspecify.annotations.NullMarked;
