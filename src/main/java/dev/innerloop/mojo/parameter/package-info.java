/** Parameters of goals: compound elements of the POM, and text that is parsed and validated. */
@NullMarked
package dev.innerloop.mojo.parameter;

import org.jspecify.annotations.NullMarked;
