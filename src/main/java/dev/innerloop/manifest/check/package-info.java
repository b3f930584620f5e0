/** Checks of resources before they are sent to a cluster. */
@NullMarked
package dev.innerloop.manifest.check;

import org.jspecify.annotations.NullMarked;
