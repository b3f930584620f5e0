/** What was found to be wrong, where, and what to do about it. */
@NullMarked
package dev.innerloop.cluster.diagnosis.finding;

import org.jspecify.annotations.NullMarked;
