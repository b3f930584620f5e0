/** HTTP/1.1 on a stream: its heads, its framing, and the pages of our own. */
@NullMarked
package dev.innerloop.forward.http;

import org.jspecify.annotations.NullMarked;
