/** The schema of Kubernetes resources. */
@NullMarked
package dev.innerloop.manifest.schema;

import org.jspecify.annotations.NullMarked;
