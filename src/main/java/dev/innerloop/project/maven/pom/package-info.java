/** Raw and effective POMs. */
@NullMarked
package dev.innerloop.project.maven.pom;

import org.jspecify.annotations.NullMarked;
