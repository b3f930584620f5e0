/** What a replica is to hold: inventories, the scan that makes them, and their difference. */
@NullMarked
package dev.innerloop.content;

import org.jspecify.annotations.NullMarked;
