/**
 * The plugin's only exception type for failures that users see, with its remedy, and what several
 * failures say alike.
 */
@NullMarked
package dev.innerloop.problem;

import org.jspecify.annotations.NullMarked;
