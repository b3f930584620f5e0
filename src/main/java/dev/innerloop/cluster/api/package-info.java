/** Errors of the API server, with remedies for the user. */
@NullMarked
package dev.innerloop.cluster.api;

import org.jspecify.annotations.NullMarked;
