/** The JSON of images. */
@NullMarked
package dev.innerloop.image.json;

import org.jspecify.annotations.NullMarked;
