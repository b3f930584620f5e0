/** Reads the endpoints of an app from its own configuration: one reader for each framework. */
@NullMarked
package dev.innerloop.project.framework;

import org.jspecify.annotations.NullMarked;
