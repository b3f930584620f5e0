/** Layout and start command of the image of an app: one class for each packaging. */
@NullMarked
package dev.innerloop.image.layout;

import org.jspecify.annotations.NullMarked;
