/** The configuration of build plugins up to the classes. */
@NullMarked
package dev.innerloop.project.maven.step;

import org.jspecify.annotations.NullMarked;
