/** What can be known to be wrong with resources before a cluster sees them. */
@NullMarked
package dev.innerloop.manifest.check;

import org.jspecify.annotations.NullMarked;
