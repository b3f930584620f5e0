/** What Kubernetes itself says of the fields of its resources. */
@NullMarked
package dev.innerloop.manifest.schema;

import org.jspecify.annotations.NullMarked;
