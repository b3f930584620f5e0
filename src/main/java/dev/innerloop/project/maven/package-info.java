/** Maven behind the ports of the project model. */
@NullMarked
package dev.innerloop.project.maven;

import org.jspecify.annotations.NullMarked;
