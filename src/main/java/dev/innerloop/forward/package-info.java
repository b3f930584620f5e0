/** Local ports that lead to whatever replica is live. */
@NullMarked
package dev.innerloop.forward;

import org.jspecify.annotations.NullMarked;
