/** HTTP/1.1 messages on a stream: their headers, their framing, and error pages. */
@NullMarked
package dev.innerloop.forward.http;

import org.jspecify.annotations.NullMarked;
