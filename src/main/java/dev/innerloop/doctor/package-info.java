/** Finds all problems that would stop a run in one pass: the checks, and their order. */
@NullMarked
package dev.innerloop.doctor;

import org.jspecify.annotations.NullMarked;
