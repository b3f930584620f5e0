/** Building images of apps, describing them, and pushing them. */
@NullMarked
package dev.innerloop.image;

import org.jspecify.annotations.NullMarked;
