/** The layers of an image, packed reproducibly. */
@NullMarked
package dev.innerloop.image.layer;

import org.jspecify.annotations.NullMarked;
