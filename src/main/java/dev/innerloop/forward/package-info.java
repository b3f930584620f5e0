/** Local ports that forward to a live replica, the app's as a reverse proxy for HTTP. */
@NullMarked
package dev.innerloop.forward;

import org.jspecify.annotations.NullMarked;
