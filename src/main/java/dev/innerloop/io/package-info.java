/**
 * Reading what others write: lines of processes, within bounds, and placeholders in texts. Writing
 * what others must not read. Addresses of this machine.
 */
@NullMarked
package dev.innerloop.io;

import org.jspecify.annotations.NullMarked;
