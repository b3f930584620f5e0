/** Which checks there are for a cluster and for an app, and where they look. */
@NullMarked
package dev.innerloop.loop.examine;

import org.jspecify.annotations.NullMarked;
