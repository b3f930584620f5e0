/** Implementation of the project model for Maven. */
@NullMarked
package dev.innerloop.project.maven;

import org.jspecify.annotations.NullMarked;
