/** Problems of the image that pods will run, and of its delivery. */
@NullMarked
package dev.innerloop.doctor.image;

import org.jspecify.annotations.NullMarked;
