/** One run of javac, whose output is published completely or not at all. */
@NullMarked
package dev.innerloop.compile.javac;

import org.jspecify.annotations.NullMarked;
