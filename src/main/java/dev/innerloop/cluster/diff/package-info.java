/** What applying would change, in readable form: unified diffs without secrets. */
@NullMarked
package dev.innerloop.cluster.diff;

import org.jspecify.annotations.NullMarked;
