/** What all goals share when Maven executes them: the reactor, settings, and output. */
@NullMarked
package dev.innerloop.mojo.execution;

import org.jspecify.annotations.NullMarked;
