/** The goals: each turns its parameters into an immutable request and starts one use case. */
@NullMarked
package dev.innerloop.mojo;

import org.jspecify.annotations.NullMarked;
