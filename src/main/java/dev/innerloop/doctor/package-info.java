/** Finds everything that would stop a run in one pass: what a check is, and the order of checks. */
@NullMarked
package dev.innerloop.doctor;

import org.jspecify.annotations.NullMarked;
