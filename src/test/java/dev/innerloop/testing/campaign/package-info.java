/** Long randomized runs, and the small samples of them that every build runs. */
@NullMarked
package dev.innerloop.testing.campaign;

import org.jspecify.annotations.NullMarked;
