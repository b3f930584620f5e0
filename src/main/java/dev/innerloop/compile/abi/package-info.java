/** The API of classes, and the dependents to compile again when it changes. */
@NullMarked
package dev.innerloop.compile.abi;

import org.jspecify.annotations.NullMarked;
