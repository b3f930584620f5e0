/**
 * What running, applying, comparing and checking an app share: one plan of it, in one namespace.
 */
@NullMarked
package dev.innerloop.plan;

import org.jspecify.annotations.NullMarked;
