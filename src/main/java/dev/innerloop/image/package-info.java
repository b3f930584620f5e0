/** Building and pushing images with the libraries of jib. */
@NullMarked
package dev.innerloop.image;

import org.jspecify.annotations.NullMarked;
