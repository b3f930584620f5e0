/** The project's own build and its POMs, as a session uses them. */
@NullMarked
package dev.innerloop.project.build;

import org.jspecify.annotations.NullMarked;
