/** The directory of an export, and the distinction between generated files and files of users. */
@NullMarked
package dev.innerloop.export.folder;

import org.jspecify.annotations.NullMarked;
