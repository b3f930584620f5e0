/** The images that apps are built on, and what they say of themselves. */
@NullMarked
package dev.innerloop.image.base;

import org.jspecify.annotations.NullMarked;
