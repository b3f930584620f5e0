/** What of an app goes to a cluster: its image and its resources in the form that ships. */
@NullMarked
package dev.innerloop.loop.artifact;

import org.jspecify.annotations.NullMarked;
