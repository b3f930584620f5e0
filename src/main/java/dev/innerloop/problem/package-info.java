/** The plugin's only exception type for failures that users see, with its remedy. */
@NullMarked
package dev.innerloop.problem;

import org.jspecify.annotations.NullMarked;
