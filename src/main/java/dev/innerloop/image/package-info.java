/** Images made by jib: built, pushed, and inspected for the Java inside. */
@NullMarked
package dev.innerloop.image;

import org.jspecify.annotations.NullMarked;
