/** POMs as they are written, and as Maven makes effective models of them. */
@NullMarked
package dev.innerloop.project.maven.pom;

import org.jspecify.annotations.NullMarked;
