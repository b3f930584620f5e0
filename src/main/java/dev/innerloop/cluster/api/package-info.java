/** What the API server says, turned into what a user can act on. */
@NullMarked
package dev.innerloop.cluster.api;

import org.jspecify.annotations.NullMarked;
