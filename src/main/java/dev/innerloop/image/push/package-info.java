/** What is sent to a registry: manifests and what they name, as far as it lacks them. */
@NullMarked
package dev.innerloop.image.push;

import org.jspecify.annotations.NullMarked;
