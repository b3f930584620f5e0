/** Watches a project, from the first event of the file system to a complete change. */
@NullMarked
package dev.innerloop.content.watch;

import org.jspecify.annotations.NullMarked;
