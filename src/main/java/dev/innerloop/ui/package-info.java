/** What the user sees: console lines and JSON events. */
@NullMarked
package dev.innerloop.ui;

import org.jspecify.annotations.NullMarked;
