/** What lies where in the image of an app, and what runs in it: one class for each packaging. */
@NullMarked
package dev.innerloop.image.layout;

import org.jspecify.annotations.NullMarked;
