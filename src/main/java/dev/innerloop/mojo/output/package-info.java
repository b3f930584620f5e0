/** What goals print, and when. */
@NullMarked
package dev.innerloop.mojo.output;

import org.jspecify.annotations.NullMarked;
