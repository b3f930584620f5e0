/** What is wrong, where it was read, and what to do about it. */
@NullMarked
package dev.innerloop.cluster.diagnosis.finding;

import org.jspecify.annotations.NullMarked;
