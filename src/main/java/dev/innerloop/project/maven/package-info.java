/** The adapter to Maven: reads its projects, POMs and plugin configuration, and runs its build. */
@NullMarked
package dev.innerloop.project.maven;

import org.jspecify.annotations.NullMarked;
