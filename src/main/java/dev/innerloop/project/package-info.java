/** What is known of the user's project, and the ports to its build. */
@NullMarked
package dev.innerloop.project;

import org.jspecify.annotations.NullMarked;
