/** What of a project changes, from the first event of the file system to a settled change. */
@NullMarked
package dev.innerloop.content.watch;

import org.jspecify.annotations.NullMarked;
