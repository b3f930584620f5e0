/** What stops a user: the one exception type of the plugin, with its remedy. */
@NullMarked
package dev.innerloop.problem;

import org.jspecify.annotations.NullMarked;
