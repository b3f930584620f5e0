/** What users set, and where Maven has it. */
@NullMarked
package dev.innerloop.mojo.setting;

import org.jspecify.annotations.NullMarked;
