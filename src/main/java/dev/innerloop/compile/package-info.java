/**
 * Compiles sources in a staging directory, and publishes the classes only if all of them compile.
 */
@NullMarked
package dev.innerloop.compile;

import org.jspecify.annotations.NullMarked;
