/** Reading what other processes write, within bounds. */
@NullMarked
package dev.innerloop.io;

import org.jspecify.annotations.NullMarked;
