/** Strategic merge and JSON merge of trees. */
@NullMarked
package dev.innerloop.manifest.merge;

import org.jspecify.annotations.NullMarked;
