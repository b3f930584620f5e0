/** The model of the user's project: its modules and apps. */
@NullMarked
package dev.innerloop.project;

import org.jspecify.annotations.NullMarked;
