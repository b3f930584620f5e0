/** What the files and jars of an app are now, read again only where they may have changed. */
@NullMarked
package dev.innerloop.content.scan;

import org.jspecify.annotations.NullMarked;
