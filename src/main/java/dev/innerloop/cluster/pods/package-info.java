/** The pods of an app: which belong together, their logs, and the connections into them. */
@NullMarked
package dev.innerloop.cluster.pods;

import org.jspecify.annotations.NullMarked;
