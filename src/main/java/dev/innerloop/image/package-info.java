/** Images made by jib: built, described, pushed. */
@NullMarked
package dev.innerloop.image;

import org.jspecify.annotations.NullMarked;
