/** The schema of Kubernetes resources, and merging by it as {@code kubectl} does. */
@NullMarked
package dev.innerloop.manifest.schema;

import org.jspecify.annotations.NullMarked;
