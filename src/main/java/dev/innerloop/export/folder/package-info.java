/** A folder that exports and users write to, and how one knows what is whose. */
@NullMarked
package dev.innerloop.export.folder;

import org.jspecify.annotations.NullMarked;
