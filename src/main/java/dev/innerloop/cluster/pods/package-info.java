/** The pods of an app, their logs, and connections to them. */
@NullMarked
package dev.innerloop.cluster.pods;

import org.jspecify.annotations.NullMarked;
