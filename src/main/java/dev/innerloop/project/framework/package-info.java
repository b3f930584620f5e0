/** Reads from an app's own configuration where it can be asked: one reader for each framework. */
@NullMarked
package dev.innerloop.project.framework;

import org.jspecify.annotations.NullMarked;
