/** The conversation with each replica, which brings it to what is wanted. */
@NullMarked
package dev.innerloop.replica.session;

import org.jspecify.annotations.NullMarked;
