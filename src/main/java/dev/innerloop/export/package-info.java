/** From an app's resources to the files that a team commits for GitOps. */
@NullMarked
package dev.innerloop.export;

import org.jspecify.annotations.NullMarked;
