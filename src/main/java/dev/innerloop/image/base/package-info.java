/** Base images and their configurations. */
@NullMarked
package dev.innerloop.image.base;

import org.jspecify.annotations.NullMarked;
