/** Images built by the project's own Dockerfile, with whichever tool this machine has for it. */
@NullMarked
package dev.innerloop.image.dockerfile;

import org.jspecify.annotations.NullMarked;
