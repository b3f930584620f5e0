/** One app on its way to a cluster without dev mode, and the record of it. */
@NullMarked
package dev.innerloop.loop.ship;

import org.jspecify.annotations.NullMarked;
