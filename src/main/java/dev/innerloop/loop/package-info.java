/** The use cases, one class each. */
@NullMarked
package dev.innerloop.loop;

import org.jspecify.annotations.NullMarked;
