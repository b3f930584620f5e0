/** What users ask of a goal: immutable, made from parameters. */
@NullMarked
package dev.innerloop.request;

import org.jspecify.annotations.NullMarked;
