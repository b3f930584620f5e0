/** Server-side apply of an app's resources, and their deletion. */
@NullMarked
package dev.innerloop.cluster.apply;

import org.jspecify.annotations.NullMarked;
