/** Resources as trees of values, each of which knows in which file and line it is written. */
@NullMarked
package dev.innerloop.manifest.tree;

import org.jspecify.annotations.NullMarked;
