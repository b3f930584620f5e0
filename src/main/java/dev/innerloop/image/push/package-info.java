/** Pushing to a registry: manifests, and the blobs that it lacks. */
@NullMarked
package dev.innerloop.image.push;

import org.jspecify.annotations.NullMarked;
