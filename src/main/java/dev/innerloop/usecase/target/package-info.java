/** Where apps run: a namespace of a cluster, or this machine. */
@NullMarked
package dev.innerloop.usecase.target;

import org.jspecify.annotations.NullMarked;
