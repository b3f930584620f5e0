/** What wakes a session: saves and other news, left by any thread for the one that works. */
@NullMarked
package dev.innerloop.loop.hint;

import org.jspecify.annotations.NullMarked;
