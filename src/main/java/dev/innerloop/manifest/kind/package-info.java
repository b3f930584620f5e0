/** The resources of an app: one class for each kind. */
@NullMarked
package dev.innerloop.manifest.kind;

import org.jspecify.annotations.NullMarked;
