/** Where each field of a resource comes from: an input, or the file and line of a fragment. */
@NullMarked
package dev.innerloop.manifest.provenance;

import org.jspecify.annotations.NullMarked;
