/** What users ask of a goal: immutable, from parameters. */
@NullMarked
package dev.innerloop.loop.request;

import org.jspecify.annotations.NullMarked;
