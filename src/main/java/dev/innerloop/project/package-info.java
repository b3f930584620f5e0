/** The model of the user's project, and the interfaces to its build. */
@NullMarked
package dev.innerloop.project;

import org.jspecify.annotations.NullMarked;
