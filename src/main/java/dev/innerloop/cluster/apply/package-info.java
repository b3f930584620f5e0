/** Server-side apply of an app's resources, and their removal. */
@NullMarked
package dev.innerloop.cluster.apply;

import org.jspecify.annotations.NullMarked;
