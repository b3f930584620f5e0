/** What the plugins of a build are configured to do before classes are there. */
@NullMarked
package dev.innerloop.project.maven.step;

import org.jspecify.annotations.NullMarked;
