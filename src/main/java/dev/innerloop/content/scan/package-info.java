/** What the files and jars of an app are now, read again only where somebody may have written. */
@NullMarked
package dev.innerloop.content.scan;

import org.jspecify.annotations.NullMarked;
