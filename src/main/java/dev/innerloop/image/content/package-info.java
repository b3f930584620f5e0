/** The content of an image: layers packed reproducibly, and blobs stored by their digest. */
@NullMarked
package dev.innerloop.image.content;

import org.jspecify.annotations.NullMarked;
