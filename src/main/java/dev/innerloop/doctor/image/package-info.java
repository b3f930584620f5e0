/** What may be wrong with the image that pods are to run, on its way to them. */
@NullMarked
package dev.innerloop.doctor.image;

import org.jspecify.annotations.NullMarked;
