/** Parsing of parameters, and access to Maven's settings and properties. */
@NullMarked
package dev.innerloop.mojo.setting;

import org.jspecify.annotations.NullMarked;
