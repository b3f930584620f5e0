/** Resources as trees of values with their positions in files. */
@NullMarked
package dev.innerloop.manifest.tree;

import org.jspecify.annotations.NullMarked;
