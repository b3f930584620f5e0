/**
 * The content that replicas should hold: inventories of files by their hash, the scan of the
 * build's output, and the store of the content itself.
 */
@NullMarked
package dev.innerloop.content;

import org.jspecify.annotations.NullMarked;
