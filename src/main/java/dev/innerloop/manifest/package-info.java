/** Generation of Kubernetes resources from the project model, and the overlay for dev mode. */
@NullMarked
package dev.innerloop.manifest;

import org.jspecify.annotations.NullMarked;
