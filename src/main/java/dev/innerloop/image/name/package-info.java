/** Names and tags of images. */
@NullMarked
package dev.innerloop.image.name;

import org.jspecify.annotations.NullMarked;
