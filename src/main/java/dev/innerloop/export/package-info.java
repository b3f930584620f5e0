/** Exports an app's resources as files for GitOps. */
@NullMarked
package dev.innerloop.export;

import org.jspecify.annotations.NullMarked;
