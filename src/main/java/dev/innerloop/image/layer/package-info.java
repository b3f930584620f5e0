/** The files of an image, by layers, which are packed the same wherever and whenever it is done. */
@NullMarked
package dev.innerloop.image.layer;

import org.jspecify.annotations.NullMarked;
