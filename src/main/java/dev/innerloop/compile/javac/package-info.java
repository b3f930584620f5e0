/** One run of javac, whose output is published as a whole or not at all. */
@NullMarked
package dev.innerloop.compile.javac;

import org.jspecify.annotations.NullMarked;
