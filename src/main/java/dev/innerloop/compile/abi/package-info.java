/** What classes show to others, and who has to be compiled again when that changes. */
@NullMarked
package dev.innerloop.compile.abi;

import org.jspecify.annotations.NullMarked;
