/** The images of an app: built, delivered, and pulled by nodes. */
@NullMarked
package dev.innerloop.plan.image;

import org.jspecify.annotations.NullMarked;
