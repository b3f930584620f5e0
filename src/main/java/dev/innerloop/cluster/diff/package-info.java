/** What applying would change, in a form that people read: unified diffs without a secret. */
@NullMarked
package dev.innerloop.cluster.diff;

import org.jspecify.annotations.NullMarked;
