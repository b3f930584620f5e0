/** The use cases, named as the goals that perform them. */
@NullMarked
package dev.innerloop.usecase;

import org.jspecify.annotations.NullMarked;
